#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension Folder {
    /// Removes what runs that were killed have left here.
    ///
    /// Only what bears a name of this room, belongs to this user, and is locked by nobody: who writes holds a lock (`flock`) on what
    /// is being written, which ends with the process. On a disk without locks everything stays.
    package func removeLeftovers() {
        for name in entries {
            guard let temporary = TemporaryName(name), temporary.stage == .part, let status = status(name),
                status.owner == geteuid()
            else { continue }
            if status.isFolder {
                guard let left = try? subfolder(name), FileLock.take(left.descriptor) == .taken else { continue }
                dissolve(left, named: name, into: try? subfolder(temporary.final))
            } else if status.isFile {
                let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
                guard file >= 0 else { continue }
                defer { close(file) }
                if FileLock.take(file) == .taken { _ = disk.remove(name, in: descriptor) }
            }
        }
    }

    /// Removes a folder in this one with the files that its manifest names or that of the folder in its place, and with further
    /// names of files that are elsewhere too.
    ///
    /// What nobody here wrote moves to the folder in its place where that has nothing of the name, and stays otherwise.
    func dissolve(_ left: Folder, named name: String, into heir: Folder?) {
        let written = FolderManifest(left)
        let replaced = heir.flatMap { FolderManifest($0) }?.names ?? []
        let own = Set((written?.names ?? []) + replaced + [FolderManifest.fileName])
        for entry in left.entries {
            guard let status = left.status(entry) else { continue }
            let inherited = heir?.status(entry)
            let isElsewhere = heir == nil ? status.names > 1 : inherited?.identity == status.identity
            if status.isFolder, written == nil {
                // One of those that were made on the way to the folder of the files.
                if let inner = try? left.subfolder(entry) { left.dissolve(inner, named: entry, into: nil) }
            } else if !status.isFolder, own.contains(entry) || isElsewhere || TemporaryName(entry) != nil {
                _ = disk.remove(entry, in: left.descriptor)
            } else if let heir, inherited == nil {
                _ = disk.rename(entry, in: left.descriptor, to: entry, in: heir.descriptor)
            }
        }
        _ = disk.removeFolder(name, in: descriptor)
    }
}
