#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder among the system's temporary ones that nobody else can read, removed when it goes.
package final class ScratchSpace: Sendable {
    package let path: String

    package init() throws(StoreError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((parent + "/twin-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw DurableFile.failure("cannot make a folder in \(parent)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { DurableFile.removeFolder(path) }
}
