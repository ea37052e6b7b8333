import FoundationEssentials
import Journal

/// The SHA-256 of the journal's file, block by block, as it was left: so that a change of any byte is found and placed, even of one
/// that holds no fact.
///
/// Who writes takes the seal away first; the last writer to end puts a new one. Without one, as after a process that was killed,
/// the facts are still held together by the chain and the signed heads.
package struct JournalSeal: Codable, Sendable, Equatable {
    package static let blockLength = 4_096

    package static let schema = "market-twin.seal/1"

    package var schema = JournalSeal.schema
    package var size: Int
    /// Of every 4,096 bytes.
    package var blocks: [ContentHash]

    package init(of bytes: [UInt8]) {
        size = bytes.count
        blocks = stride(from: 0, to: bytes.count, by: Self.blockLength).map {
            ContentHash(of: bytes[$0..<min($0 + Self.blockLength, bytes.count)])
        }
    }

    /// - Throws: where it is no seal.
    package init(reading path: String) throws {
        let bytes = try DurableFile.read(path)
        self = try JSONDecoder().decode(JournalSeal.self, from: Data(bytes))
        guard schema == Self.schema, try written == bytes else {
            throw StoreError("\(path) is damaged: it is no seal as one is written", .damaged)
        }
    }

    package var written: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }

    /// The place of the first byte that may be another; nil where all are the same.
    package func firstFault(in bytes: [UInt8]) -> Int? {
        let now = JournalSeal(of: bytes)
        for (index, block) in blocks.enumerated() {
            guard now.blocks.indices.contains(index), now.blocks[index] == block else {
                return index * Self.blockLength
            }
        }
        return now.size == size ? nil : min(now.size, size)
    }
}
