import Crypto
import FoundationEssentials

/// What tells the content of a file from any other: its SHA-256, written `sha256:` and 64 digits.
enum FileDigest {
    private static let prefix = "sha256:"

    static func of(_ text: String) -> String { words(SHA256.hash(data: Array(text.utf8))) }

    /// - Returns: nil where the file cannot be read.
    static func ofFile(_ path: String) -> String? {
        (try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)).map { words(SHA256.hash(data: $0)) }
    }

    private static func words(_ digest: SHA256.Digest) -> String {
        prefix
            + digest.map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }
}
