import FoundationEssentials
import GRDB

/// What is wrong with a journal, and where.
package struct JournalFault: Sendable, Equatable {
    /// Of the entry; nil where it is not one entry.
    package var number: Int?
    package var message: String

    package init(number: Int? = nil, _ message: String) {
        self.number = number
        self.message = message
    }
}

extension Journal {
    /// What a whole check found out.
    package struct Check: Sendable {
        package var entries: [JournalEntry] = []
        package var leaves: [ContentHash] = []
        package var heads: [SignedNote] = []
        /// Of the tree over the first so many entries, for the sizes that heads have.
        var roots: [Int: ContentHash] = [:]
        package var faults: [JournalFault] = []
    }

    /// Hashes every entry again, follows the chain, and holds every head against the tree and the key.
    ///
    /// - Parameter key: that the heads must be signed by; any where nil, which checks no signature.
    package func check(key: VerifierKey?) throws -> Check {
        try read { db in
            var check = Check()
            var previous = JournalEntry.origin
            var time = Timestamp(seconds: .min)
            let sizes = Set(try Int.fetchAll(db, sql: "SELECT size FROM heads"))
            var frontier = MerkleFrontier()
            check.roots[0] = frontier.root
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entries ORDER BY n")
            while let row = try rows.next() {
                let entry: JournalEntry
                do throws(JournalError) { entry = try Self.entry(row) } catch {
                    check.faults.append(.init(number: check.entries.count + 1, error.description))
                    break
                }
                let place = check.entries.count + 1
                if entry.number != place {
                    check.faults.append(.init(number: place, "entry \(place) is missing: \(entry.number) follows"))
                }
                if entry.previous != previous {
                    check.faults.append(.init(number: place, "the chain is broken: it names another entry before it"))
                }
                let stored = Array(try row.needed("hash") as Data)
                if stored != entry.hash.bytes {
                    check.faults.append(.init(number: place, "its bytes are not those that were hashed"))
                }
                if entry.time < time { check.faults.append(.init(number: place, "its time is before the last one's")) }
                (previous, time) = (entry.hash, max(time, entry.time))
                check.entries.append(entry)
                let leaf = entry.leaf
                if Array(try row.needed("leaf") as Data) != leaf.bytes {
                    check.faults.append(.init(number: place, "its leaf of the tree is not the one of its bytes"))
                }
                check.leaves.append(leaf)
                frontier.append(leaf)
                if sizes.contains(place) { check.roots[place] = frontier.root }
            }
            for (index, text) in try heads(in: db).enumerated() {
                let name = "head \(index + 1)"
                guard let note = SignedNote(parsing: text), let head = TreeHead(parsing: note.text) else {
                    check.faults.append(.init("\(name) is no signed head"))
                    continue
                }
                if note.written != text { check.faults.append(.init("\(name) is not in its usual form")) }
                check.faults += check.faults(of: head, note, name: name, key: key)
                check.heads.append(note)
            }
            return check
        }
    }
}

extension Journal.Check {
    /// What speaks against a head being one of this journal's: wherever it was kept.
    package func faults(of head: TreeHead, _ note: SignedNote, name: String, key: VerifierKey?) -> [JournalFault] {
        var faults: [JournalFault] = []
        if let key, head.origin != key.name || !note.isSigned(by: key) {
            faults.append(.init("\(name), of \(head.size) entries, is not signed by \(key.name)"))
        }
        if head.size > leaves.count {
            faults.append(
                .init(
                    number: leaves.count + 1,
                    "\(name) is of \(head.size) entries, and the journal has \(leaves.count): its end was cut off"))
        } else if (roots[head.size] ?? MerkleTree.root(leaves[..<head.size])) != head.root {
            faults.append(
                .init(
                    "\(name) is of \(head.size) entries with another root: the history before entry \(head.size + 1) was"
                        + " rewritten"))
        }
        return faults
    }
}
