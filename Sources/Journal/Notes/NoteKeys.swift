import Crypto
import FoundationEssentials

/// The public key of who signs notes: `NAME+ID+KEY`, the key in base64 with its type before it.
///
/// Source: C2SP, “signed-note”, section “Verifier keys”.
package struct VerifierKey: Sendable, Equatable {
    private static let ed25519: UInt8 = 1

    package let name: String
    /// 32 bytes.
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2).map(String.init)
        guard parts.count == 3, let decoded = Data(base64Encoded: parts[2]), decoded.count == 33,
            decoded.first == Self.ed25519
        else { return nil }
        self.init(name: parts[0], bytes: Array(decoded.dropFirst()))
        guard idText == parts[1] else { return nil }
    }

    /// The first four bytes of the SHA-256 of name and key.
    package var id: [UInt8] {
        Array(ContentHash(of: Array(name.utf8) + [UInt8(ascii: "\n"), Self.ed25519] + bytes).bytes.prefix(4))
    }

    fileprivate var idText: String { NoteKeyText.hexadecimal(id) }

    package var written: String { "\(name)+\(idText)+\(Data([Self.ed25519] + bytes).base64EncodedString())" }

    func isValid(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: text)
    }
}

/// The private key of who signs notes: `PRIVATE+KEY+NAME+ID+SEED`.
///
/// The form of Go's golang.org/x/mod/sumdb/note, which other tools for such notes read.
package struct SigningKey: Sendable {
    private static let prefix = "PRIVATE+KEY+"

    package let verifier: VerifierKey
    private let seed: [UInt8]

    /// A new one.
    ///
    /// - Parameter name: without spaces and plus signs.
    package init(name: String) {
        let key = Curve25519.Signing.PrivateKey()
        seed = Array(key.rawRepresentation)
        verifier = VerifierKey(name: name, bytes: Array(key.publicKey.rawRepresentation))
    }

    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(separator: "+", maxSplits: 2).map(String.init)
        guard parts.count == 3, let decoded = Data(base64Encoded: parts[2]), decoded.count == 33, decoded.first == 1,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(decoded.dropFirst()))
        else { return nil }
        seed = Array(decoded.dropFirst())
        verifier = VerifierKey(name: parts[0], bytes: Array(key.publicKey.rawRepresentation))
        guard verifier.idText == parts[1] else { return nil }
    }

    package var written: String {
        Self.prefix + "\(verifier.name)+\(verifier.idText)+\(Data([1] + seed).base64EncodedString())"
    }

    func signature(of text: [UInt8]) throws -> [UInt8] {
        Array(try Curve25519.Signing.PrivateKey(rawRepresentation: seed).signature(for: text))
    }
}

private enum NoteKeyText {
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
