import Crypto

/// A SHA-256 of bytes: the name of an object, a link of the chain, a node of the tree.
package struct ContentHash: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 32 of them.
    package let bytes: [UInt8]

    /// Of some bytes.
    package init(of content: some Sequence<UInt8>) {
        var hash = SHA256()
        let whole: Void? = content.withContiguousStorageIfAvailable {
            hash.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if whole == nil { hash.update(data: Array(content)) }
        bytes = Array(hash.finalize())
    }

    /// Of a text's UTF-8.
    package init(of text: String) { self.init(of: Array(text.utf8)) }

    /// As it was stored.
    ///
    /// - Returns: nil for anything but 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Array(bytes)
    }

    /// - Parameter text: 64 digits, small letters.
    package init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        func value(_ digit: UInt8) -> UInt8? {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: 64, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// 64 digits, small letters.
    package var description: String {
        String(decoding: bytes.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    package static func < (a: ContentHash, b: ContentHash) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

/// A text of 64 digits where it is stored.
extension ContentHash: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = ContentHash(hexadecimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no SHA-256 in hexadecimal")
        }
        self = hash
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
