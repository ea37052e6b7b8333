/// Files in one, as every system opens them: stored without compression, so the same files make the same bytes.
///
/// Source: PKWARE, “APPNOTE.TXT, .ZIP file format specification”, 6.3.10, 2022, sections 4.3.7, 4.3.12 and 4.3.16.
package struct ZipArchive: Sendable {
    package struct Member: Sendable, Equatable {
        /// With slashes, relative.
        package var name: String
        package var bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    package var members: [Member]

    package init(_ members: [Member]) { self.members = members }

    /// The archive; below 4 GB, as the form without extensions has it.
    package var written: [UInt8] {
        get throws(StoreError) {
            var bytes: [UInt8] = []
            var directory: [UInt8] = []
            for member in members {
                let name = Array(member.name.utf8)
                let offset = bytes.count
                // Version 2.0, names in UTF-8, stored, 1980-01-01 00:00.
                let shared =
                    Self.two(20) + Self.two(1 << 11) + Self.two(0) + Self.two(0) + Self.two(0x21)
                    + Self.four(Self.checksum(member.bytes)) + Self.four(UInt32(truncatingIfNeeded: member.bytes.count))
                    + Self.four(UInt32(truncatingIfNeeded: member.bytes.count)) + Self.two(UInt16(name.count))
                    + Self.two(0)
                bytes += Self.four(0x0403_4B50) + shared + name + member.bytes
                directory += Self.four(0x0201_4B50) + Self.two(20) + shared + Self.two(0) + Self.two(0) + Self.two(0)
                directory += Self.four(0) + Self.four(UInt32(truncatingIfNeeded: offset)) + name
                guard bytes.count < 1 << 32 else {
                    throw StoreError("the pack would be larger than 4 GB", .inputOutput)
                }
            }
            guard members.count < 1 << 16 else {
                throw StoreError("the pack would hold more than 65,535 files", .inputOutput)
            }
            let count = UInt16(members.count)
            let start = UInt32(bytes.count)
            return bytes + directory + Self.four(0x0605_4B50) + Self.two(0) + Self.two(0) + Self.two(count)
                + Self.two(count)
                + Self.four(UInt32(directory.count)) + Self.four(start) + Self.two(0)
        }
    }

    /// Reads an archive as `written` makes it, and no other: every byte of it is accounted for.
    ///
    /// - Throws: where it is none, or a byte of it changed.
    package init(reading bytes: [UInt8]) throws(StoreError) {
        var members: [Member] = []
        var place = 0
        func number(_ at: Int, _ length: Int) -> Int? {
            guard at >= 0, at + length <= bytes.count else { return nil }
            return (0..<length).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
        }
        while number(place, 4) == 0x0403_4B50 {
            guard let size = number(place + 18, 4), let length = number(place + 26, 2),
                place + 30 + length + size <= bytes.count,
                let name = String(validating: bytes[place + 30..<place + 30 + length], as: UTF8.self)
            else { throw StoreError("the pack is damaged at byte \(place): it ends early", .damaged) }
            let start = place + 30 + length
            members.append(Member(name: name, bytes: Array(bytes[start..<start + size])))
            place = start + size
        }
        self.members = members
        let again = try written
        guard again == bytes else {
            let first = zip(again, bytes).enumerated().first { $1.0 != $1.1 }?.offset ?? min(again.count, bytes.count)
            throw StoreError("the pack is damaged: byte \(first) is not what it should be", .damaged)
        }
    }

    private static func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }

    private static func four(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * UInt32($0)) & 255) } }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    /// CRC-32 of ISO 3309.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 255)] ^ ($0 >> 8) }
    }
}
