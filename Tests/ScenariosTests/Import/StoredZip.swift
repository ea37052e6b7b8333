/// A zip archive of files that are stored as they are.
enum StoredZip {
    static func archive(_ files: [String: String]) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        let sorted = files.sorted { $0.key < $1.key }
        for (name, text) in sorted {
            let (name, content) = (Array(name.utf8), Array(text.utf8))
            let common =
                number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(checksum(content), 4)
                + number(content.count, 4) + number(content.count, 4) + number(name.count, 2) + number(0, 2)
            directory +=
                number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2)
                + number(0, 4)
                + number(bytes.count, 4) + name
            bytes += number(0x0403_4B50, 4) + common + name + content
        }
        let start = bytes.count
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(sorted.count, 2) + number(sorted.count, 2)
            + number(directory.count, 4) + number(start, 4) + number(0, 2)
        return bytes + directory + end
    }

    /// The lowest byte first.
    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// CRC-32 of IEEE 802.3, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}
