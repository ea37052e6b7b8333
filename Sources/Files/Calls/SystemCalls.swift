#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Functions of the C library that its module for Swift leaves out; each is looked up by its name, and does without where there is
/// none.
enum SystemCalls {
    /// Lets two names change places in one step.
    ///
    /// - Returns: false where the system or the disk cannot.
    static func exchange(_ folder: Int32, _ name: String, _ otherFolder: Int32, _ other: String) -> Bool {
        typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        guard let symbol = dlsym(nil, "renameat2") else {
            errno = ENOSYS
            return false
        }
        let rename = unsafeBitCast(symbol, to: Rename.self)
        let exchanging: UInt32 = 2  // RENAME_EXCHANGE
        return rename(folder, name, otherFolder, other, exchanging) == 0
    }

    /// The text of an attribute of an open file or folder; nil where it has none.
    static func attribute(_ name: String, of descriptor: Int32) -> String? {
        typealias Get = @convention(c) (Int32, UnsafePointer<CChar>, UnsafeMutableRawPointer, Int) -> Int
        guard let symbol = dlsym(nil, "fgetxattr") else { return nil }
        let get = unsafeBitCast(symbol, to: Get.self)
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = bytes.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { get(descriptor, name, $0, buffer.count) } ?? -1
        }
        return count >= 0 ? String(validating: bytes[..<count], as: UTF8.self) : nil
    }

    /// - Returns: false where the disk keeps no attributes.
    static func setAttribute(_ name: String, of descriptor: Int32, to text: String) -> Bool {
        typealias Set =
            @convention(c) (Int32, UnsafePointer<CChar>, UnsafeRawPointer, Int, Int32) -> Int32
        guard let symbol = dlsym(nil, "fsetxattr") else { return false }
        let set = unsafeBitCast(symbol, to: Set.self)
        return Array(text.utf8).withUnsafeBytes { buffer in
            buffer.baseAddress.map { set(descriptor, name, $0, buffer.count, 0) == 0 } ?? false
        }
    }
}
