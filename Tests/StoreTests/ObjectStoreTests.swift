import FoundationEssentials
import Journal
import Store
import TestSupport
import Testing

@Suite("objects")
struct ObjectStoreTests {
    @Test("what was put is got again by its hash, and putting it again changes nothing")
    func roundTrip() throws {
        let scratch = try ScratchFolder()
        let objects = ObjectStore(scratch.path("objects"))
        let hash = try objects.put(Array("abc".utf8))
        #expect(hash.description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try objects.put(Array("abc".utf8)) == hash)
        #expect(try objects.get(hash) == Array("abc".utf8))
        #expect(objects.path(of: hash).hasSuffix("/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
        #expect(objects.all().objects == [hash])
    }

    @Test("bytes that changed are not given out")
    func damage() throws {
        let scratch = try ScratchFolder()
        let objects = ObjectStore(scratch.path("objects"))
        let hash = try objects.put(Array("abc".utf8))
        try Data("abd".utf8).write(to: URL(filePath: objects.path(of: hash)))
        let error = try #require(throws: StoreError.self) { try objects.get(hash) }
        #expect(error.nature == .damaged)
    }

    @Test("many may put the same at once, and no part of one is left")
    func concurrency() async throws {
        let scratch = try ScratchFolder()
        let objects = ObjectStore(scratch.path("objects"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in 0..<40 { try objects.put(Array("object \((number + worker) % 40)".utf8)) }
                }
            }
            try await group.waitForAll()
        }
        let (found, others) = objects.all()
        #expect(found.count == 40)
        #expect(others.isEmpty)
        for hash in found { #expect(ContentHash(of: try objects.get(hash)) == hash) }
    }
}
