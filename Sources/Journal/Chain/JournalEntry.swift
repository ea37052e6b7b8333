/// One checked fact, numbered without gaps from 1, that names the entry before it.
package struct JournalEntry: Sendable, Equatable {
    package var number: Int
    /// Never before that of an earlier entry, whatever the machine's clock did.
    package var time: Timestamp
    /// What sort of fact: `run`, `step`, `prune`.
    package var kind: String
    /// The fact itself, as it was written.
    package var payload: [UInt8]
    /// The hash of the entry before; zeros for the first.
    package var previous: ContentHash

    package init(number: Int, time: Timestamp, kind: String, payload: [UInt8], previous: ContentHash) {
        self.number = number
        self.time = time
        self.kind = kind
        self.payload = payload
        self.previous = previous
    }

    /// What is hashed, and what is a leaf of the tree: six lines, from which anybody can make the hash again.
    package var header: String {
        "market-twin.entry/1\nn \(number)\ntime \(time)\nkind \(kind)\nprevious \(previous)\n"
            + "payload \(ContentHash(of: payload))\n"
    }

    package var hash: ContentHash { ContentHash(of: header) }

    package var leaf: ContentHash { MerkleTree.leaf(Array(header.utf8)) }

    /// Before the first.
    package static let origin: ContentHash = {
        guard let zeros = ContentHash(bytes: [UInt8](repeating: 0, count: 32)) else { preconditionFailure("32 bytes") }
        return zeros
    }()
}
