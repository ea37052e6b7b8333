import Journal
import Testing

/// The example of Go's golang.org/x/mod/sumdb/note: its keys, its message, its signature.
@Suite struct SignedNoteTests {
    private static let privateKey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    private static let publicKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    private static let note =
        text
        + "\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

    @Test("a note of another implementation is read, and its signature holds")
    func reading() throws {
        let key = try #require(VerifierKey(Self.publicKey))
        let note = try #require(SignedNote(parsing: Self.note))
        #expect(note.text == Self.text)
        #expect(note.isSigned(by: key))
        #expect(note.written == Self.note)
        #expect(key.written == Self.publicKey)
    }

    @Test("a private key of another implementation belongs to its public one, and signs")
    func signing() throws {
        let key = try #require(SigningKey(Self.privateKey))
        #expect(key.verifier.written == Self.publicKey)
        #expect(key.written == Self.privateKey)
        let note = try SignedNote(Self.text, signedBy: key)
        #expect(try #require(SignedNote(parsing: note.written)).isSigned(by: key.verifier))
    }

    @Test("no byte of a note can be another")
    func changes() throws {
        let key = try #require(VerifierKey(Self.publicKey))
        let bytes = Array(Self.note.utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            let note = SignedNote(parsing: String(decoding: changed, as: UTF8.self))
            #expect(note?.isSigned(by: key) != true || note?.written != Self.note, "byte \(place)")
        }
    }

    @Test(
        "keys of another form are none",
        arguments: [
            "", "a+b+c", "PeterNeumann+c74f20a3+ARpc",
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ])
    func wrongKeys(_ text: String) { #expect(VerifierKey(text) == nil) }

    @Test("a head is read back from its text")
    func heads() throws {
        let time = try #require(Timestamp("2026-12-01T02:30:00Z"))
        let head = TreeHead(origin: "desk", size: 17, root: ContentHash(of: "root"), time: time)
        #expect(TreeHead(parsing: head.text) == head)
        #expect(TreeHead(parsing: head.text + "\n") == nil)
        #expect(TreeHead(parsing: head.text.replacing("17", with: "017")) == nil)
    }
}
