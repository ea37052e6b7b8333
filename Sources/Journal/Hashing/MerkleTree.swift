import Crypto

/// The hash tree of RFC 6962 over a list that only grows: one root stands for all of it, a few hashes prove that an entry is in
/// it, and that an earlier root is of its beginning.
///
/// Source: B. Laurie, A. Langley, E. Kasper, “Certificate Transparency”, RFC 6962, 2013, section 2.1.
package enum MerkleTree {
    /// Of an entry's bytes.
    package static func leaf(_ entry: some Sequence<UInt8>) -> ContentHash { ContentHash(of: [0] + Array(entry)) }

    /// Of two subtrees.
    package static func node(_ left: ContentHash, _ right: ContentHash) -> ContentHash {
        ContentHash(of: [1] + left.bytes + right.bytes)
    }

    /// Of a list of leaves; the hash of nothing for an empty one.
    package static func root(_ leaves: ArraySlice<ContentHash>) -> ContentHash {
        if leaves.isEmpty { return ContentHash(of: [UInt8]()) }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        let (left, right) = split(leaves)
        return node(root(left), root(right))
    }

    package static func root(_ leaves: [ContentHash]) -> ContentHash { root(leaves[...]) }

    /// The largest power of two below the count comes first.
    private static func split(_ leaves: ArraySlice<ContentHash>) -> (ArraySlice<ContentHash>, ArraySlice<ContentHash>) {
        let middle = leaves.startIndex + largestPower(below: leaves.count)
        return (leaves[..<middle], leaves[middle...])
    }

    private static func largestPower(below count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }

    // MARK: - Proof that an entry is in it

    /// The hashes that lead from a leaf to the root, the nearest first.
    package static func inclusionProof(of index: Int, in leaves: ArraySlice<ContentHash>) -> [ContentHash] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = split(leaves)
        return index < left.count
            ? inclusionProof(of: index, in: left) + [root(right)]
            : inclusionProof(of: index - left.count, in: right) + [root(left)]
    }

    /// The root that a leaf and its proof lead to; nil where the proof has another length.
    package static func root(from leaf: ContentHash, at index: Int, of count: Int, by proof: [ContentHash])
        -> ContentHash?
    {
        guard index >= 0, index < count else { return nil }
        if count == 1 { return proof.isEmpty ? leaf : nil }
        guard let last = proof.last else { return nil }
        let middle = largestPower(below: count)
        let rest = Array(proof.dropLast())
        if index < middle {
            return root(from: leaf, at: index, of: middle, by: rest).map { node($0, last) }
        }
        return root(from: leaf, at: index - middle, of: count - middle, by: rest).map { node(last, $0) }
    }
}

/// The roots of the whole subtrees of a growing list, from which the root of all follows: what is kept to append without
/// reading everything again.
package struct MerkleFrontier: Sendable, Equatable {
    /// The largest subtree first; each a power of two of leaves.
    private var subtrees: [(size: Int, root: ContentHash)] = []

    package init() {}

    package var count: Int { subtrees.reduce(0) { $0 + $1.size } }

    package mutating func append(_ leaf: ContentHash) {
        subtrees.append((1, leaf))
        while subtrees.count > 1, subtrees[subtrees.count - 1].size == subtrees[subtrees.count - 2].size {
            let right = subtrees.removeLast()
            let left = subtrees.removeLast()
            subtrees.append((left.size * 2, MerkleTree.node(left.root, right.root)))
        }
    }

    package var root: ContentHash {
        guard var whole = subtrees.last?.root else { return MerkleTree.root([]) }
        for subtree in subtrees.dropLast().reversed() { whole = MerkleTree.node(subtree.root, whole) }
        return whole
    }

    package static func == (a: MerkleFrontier, b: MerkleFrontier) -> Bool {
        a.subtrees.elementsEqual(b.subtrees) { $0.size == $1.size && $0.root == $1.root }
    }
}
