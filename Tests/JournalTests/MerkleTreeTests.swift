import Journal
import Testing

/// Roots of the eight leaves that the reference implementation of RFC 6962 tests with, for every size.
@Suite struct MerkleTreeTests {
    private static let inputs: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
        Array(0x60...0x6F),
    ]

    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("roots are those of the reference, computed whole and leaf by leaf", arguments: 0...8)
    func roots(_ count: Int) {
        let leaves = Self.inputs[..<count].map { MerkleTree.leaf($0) }
        #expect(MerkleTree.root(leaves).description == Self.roots[count])
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf) }
        #expect(frontier.root.description == Self.roots[count])
        #expect(frontier.count == count)
    }

    @Test("every leaf of every tree is proved, and no other in its place", arguments: 1...33)
    func inclusion(_ count: Int) {
        let leaves = (0..<count).map { MerkleTree.leaf(Array("leaf \($0)".utf8)) }
        let root = MerkleTree.root(leaves)
        for index in leaves.indices {
            let proof = MerkleTree.inclusionProof(of: index, in: leaves[...])
            #expect(MerkleTree.root(from: leaves[index], at: index, of: count, by: proof) == root)
            let other = leaves[(index + 1) % count]
            if count > 1 { #expect(MerkleTree.root(from: other, at: index, of: count, by: proof) != root) }
            #expect(MerkleTree.root(from: leaves[index], at: index, of: count, by: proof + [root]) == nil)
        }
        #expect(MerkleTree.root(from: leaves[0], at: count, of: count, by: []) == nil)
    }

    @Test("a hash is read back from its digits alone")
    func digits() {
        let hash = ContentHash(of: "abc")
        // FIPS 180-4, example of SHA-256.
        #expect(hash.description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(ContentHash(hexadecimal: hash.description) == hash)
        #expect(ContentHash(hexadecimal: hash.description.uppercased()) == nil)
        #expect(ContentHash(hexadecimal: hash.description.dropLast()) == nil)
        #expect(ContentHash(bytes: [1, 2, 3]) == nil)
    }
}
