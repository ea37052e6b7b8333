import Settings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An open file, read from its beginning to its end, and closed when it goes out of scope.
struct FileBytes: ~Copyable {
    private let descriptor: Int32
    private let path: String
    /// The length of the file in bytes, or zero where that is not known (a pipe).
    let size: Int

    /// - Throws: an issue of nature `missingInput` where the file does not exist or cannot be read.
    init(path: String) throws(Issues) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code = errno
            let issue = Issue(
                code == ENOENT ? "there is no file “\(path)”" : "cannot read “\(path)”: \(Self.words(code))",
                hint: code == ENOENT ? Self.nearest(to: path) : nil, nature: .missingInput)
            throw Issues([issue])
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            _ = close(descriptor)
            throw Issues([Issue("“\(path)” is a directory, not a file", nature: .missingInput)])
        }
        // A pipe ends when its writer does; a device may never end.
        guard [S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) else {
            _ = close(descriptor)
            throw Issues([Issue("“\(path)” is a device, not a file", nature: .missingInput)])
        }
        self.descriptor = descriptor
        self.path = path
        size = Int(status.st_size)
    }

    deinit { _ = close(descriptor) }

    /// Reads the next bytes into a buffer, from a position to its end at most.
    ///
    /// - Returns: how many bytes were read; zero at the end of the file.
    func read(into buffer: inout [UInt8], from start: Int) throws(Issue) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { bytes in
                let free = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
                return systemRead(descriptor, free.baseAddress, free.count)
            }
            if count >= 0 { return count }
            let code = errno
            if code != EINTR { throw Issue("cannot read “\(path)”: \(Self.words(code))", nature: .missingInput) }
        }
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// “did you mean x?” where the directory holds a file of nearly that name.
    private static func nearest(to path: String) -> String? {
        let (directory, name) = FilePath.split(path)
        guard let listing = opendir(directory.isEmpty ? "." : directory) else {
            return "the directory “\(directory)” does not exist or cannot be read"
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !found.hasPrefix(".") { names.append(found) }
        }
        return Suggestion.nearest(to: name, among: names.sorted()).map { "did you mean “\($0)”?" }
    }
}

/// The system's `read`, which the method of the same name hides.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
