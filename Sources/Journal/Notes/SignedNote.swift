import Crypto
import FoundationEssentials

/// A text with signatures below it, in the form that transparency logs and their witnesses read.
///
/// Source: C2SP, “signed-note”, https://c2sp.org/signed-note, 2024; signatures of type 1 are Ed25519 (RFC 8032).
package struct SignedNote: Sendable, Equatable {
    package struct Signature: Sendable, Equatable {
        /// Of the key.
        package var name: String
        /// Four bytes that tell keys of one name apart, then the signature itself.
        package var bytes: [UInt8]
    }

    /// Ends with a line end.
    package var text: String
    package var signatures: [Signature]

    package init(_ text: String, signedBy key: SigningKey) throws {
        self.text = text
        signatures = [
            Signature(name: key.verifier.name, bytes: key.verifier.id + (try key.signature(of: Array(text.utf8))))
        ]
    }

    /// - Parameter note: a text, an empty line, and a line `— NAME BASE64` for each signature.
    package init?(parsing note: String) {
        let separator = "\n\n\u{2014} "
        guard let place = note.ranges(of: separator).last, note.hasSuffix("\n") else { return nil }
        text = String(note[..<place.lowerBound]) + "\n"
        signatures = []
        let lines = note[note.index(place.lowerBound, offsetBy: 2)...].split(
            separator: "\n", omittingEmptySubsequences: false)
        for line in lines.dropLast() {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty,
                let bytes = Data(base64Encoded: String(parts[2])), bytes.count > 4
            else { return nil }
            signatures.append(Signature(name: String(parts[1]), bytes: Array(bytes)))
        }
    }

    package var written: String {
        text + "\n"
            + signatures.map { "\u{2014} \($0.name) \(Data($0.bytes).base64EncodedString())\n" }.joined()
    }

    /// Whether one of the signatures is by a key.
    package func isSigned(by key: VerifierKey) -> Bool {
        signatures.contains { signature in
            signature.name == key.name && Array(signature.bytes.prefix(4)) == key.id
                && key.isValid(Array(signature.bytes.dropFirst(4)), of: Array(text.utf8))
        }
    }
}
