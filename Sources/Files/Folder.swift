#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An open folder, closed when nobody holds it any more.
///
/// What is done by it is done in this folder, even where its name leads to another by now.
package final class Folder: Sendable {
    let descriptor: Int32
    /// As messages say it.
    package let path: String
    package let disk: Disk

    private init(descriptor: Int32, path: String, disk: Disk) {
        self.descriptor = descriptor
        self.path = path
        self.disk = disk
    }

    deinit { close(descriptor) }

    /// Opens a folder; links on the way to it are followed.
    package convenience init(_ path: String, on disk: Disk = .plain) throws(FileFailure) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure("cannot open the folder \(path)", because: errno) }
        self.init(descriptor: descriptor, path: path, disk: disk)
    }

    /// A folder in this one, which is no link.
    func subfolder(_ name: String) throws(FileFailure) -> Folder {
        let descriptor = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure("cannot open the folder \(path)/\(name)", because: errno) }
        return Folder(descriptor: descriptor, path: path + "/" + name, disk: disk)
    }

    // MARK: Looking

    /// The names in it, hidden ones too, in order.
    package var entries: [String] {
        let again = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard again >= 0, let listing = fdopendir(again) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    /// Of what has a name in it, not of what a link leads to; nil where nothing has that name.
    func status(_ name: String) -> FileStatus? {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? FileStatus(status) : nil
    }

    /// Of the folder itself.
    var status: FileStatus {
        var status = stat()
        fstat(descriptor, &status)
        return FileStatus(status)
    }

    /// The text of a file of a few kilobytes; nil where it cannot be read.
    func readSmall(_ name: String) -> String? {
        let file = openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(file, &bytes, bytes.count)
        return count >= 0 ? String(validating: bytes[..<count], as: UTF8.self) : nil
    }

    // MARK: Changing

    /// Writes a file that is not there yet, and waits until it lies on the disk; a link of that name is not followed.
    ///
    /// - Parameter shown: its path in messages; its own where nil.
    func writeNew(_ bytes: [UInt8], _ name: String, shown: String? = nil) throws(FileFailure) {
        try writeNew(NewFile(name, bytes), shown: shown)
    }

    func writeNew(_ new: NewFile, shown: String? = nil) throws(FileFailure) {
        let what = "cannot write \(shown ?? path + "/" + new.name)"
        let file = disk.openNew(new.name, in: descriptor, mode: 0o666)
        guard file >= 0 else { throw FileFailure(what, because: errno) }
        defer { close(file) }
        var isWhole = disk.write(new.bytes, to: file)
        if isWhole {
            new.pieces? { piece in
                isWhole = disk.write(piece, to: file)
                return isWhole
            }
        }
        guard isWhole, disk.synchronize(file) else { throw FileFailure(what, because: errno) }
    }

    /// Waits until the names in it lie on the disk.
    func synchronize() throws(FileFailure) {
        guard disk.synchronize(descriptor) else {
            throw FileFailure("cannot write the folder \(path)", because: errno)
        }
    }

    /// Takes over owner and rights of another folder.
    ///
    /// - Returns: false where this process may not.
    func resemble(_ other: FileStatus) -> Bool {
        let own = status
        if own.owner != other.owner || own.group != other.group,
            fchown(descriptor, other.owner, other.group) != 0
        {
            return false
        }
        return fchmod(descriptor, other.rights) == 0
    }
}

/// What a name stands for.
struct FileStatus {
    var isFolder: Bool
    var isFile: Bool
    /// Number of the disk and of the file on it: the same for two names of one file.
    var identity: [UInt64]
    var owner: uid_t
    var group: gid_t
    var rights: mode_t
    /// How many names it has; zero for a folder that was removed.
    var names: Int

    init(_ status: stat) {
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isFile = status.st_mode & S_IFMT == S_IFREG
        identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
        owner = status.st_uid
        group = status.st_gid
        rights = status.st_mode & 0o7777
        names = Int(status.st_nlink)
    }
}
