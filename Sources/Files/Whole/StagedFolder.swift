#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder under a name that nobody can foresee, locked by this process, in which files are made ready.
final class StagedFolder {
    let parent: Folder
    let name: TemporaryName
    /// The staged folder itself; it holds the lock.
    let root: Folder
    /// Names of the folders within it, down to the one that holds the files.
    let chain: [String]
    /// The folder that holds the files.
    let inner: Folder
    /// The folder that holds `inner`, and its name there.
    let innerPlace: (folder: Folder, name: String)
    /// Whether the folder of the files has its place.
    private(set) var isSettled = false
    /// Those of the chain and the staged one, the innermost first.
    private let folders: [Folder]

    /// - Parameters:
    ///   - final: the name that it will have.
    ///   - chain: folders to be made in it.
    ///   - what: begins the message where it cannot be made.
    init(
        in parent: Folder, for final: String, chain: [String] = [], mode: mode_t = 0o777, _ what: String
    ) throws(FileFailure) {
        self.parent = parent
        self.chain = chain
        let disk = parent.disk
        var staged: (TemporaryName, Folder)?
        // Between its making and its lock another run may take it for a leftover.
        while staged == nil {
            let name = TemporaryName(for: final)
            guard disk.makeFolder(name.text, in: parent.descriptor, mode: mode) else {
                throw FileFailure(what, because: errno)
            }
            guard let root = try? parent.subfolder(name.text) else { continue }
            _ = FileLock.take(root.descriptor)
            if root.status.names > 0, root.status.owner == geteuid() { staged = (name, root) }
        }
        guard let staged else { preconditionFailure("the loop ends with a folder") }
        (name, root) = staged
        var folders = [parent, root]
        var names = [staged.0.text]
        do throws(FileFailure) {
            for part in chain {
                guard disk.makeFolder(part, in: folders[folders.count - 1].descriptor, mode: mode) else {
                    throw FileFailure(what, because: errno)
                }
                folders.append(try folders[folders.count - 1].subfolder(part))
                names.append(part)
            }
        } catch {
            for index in names.indices.reversed() {
                _ = disk.removeFolder(names[index], in: folders[index].descriptor)
            }
            throw error
        }
        inner = folders[folders.count - 1]
        innerPlace = (folders[folders.count - 2], names[names.count - 1])
        self.folders = folders.dropFirst().reversed()
    }

    /// Writes files and says whose they are; when it returns, they lie on the disk.
    ///
    /// - Parameter shown: the folder's name in messages.
    func fill(_ files: [NewFile], _ manifest: FolderManifest, shown: String) throws(FileFailure) {
        try manifest.write(to: inner)
        for file in files { try inner.writeNew(file, shown: shown + "/" + file.name) }
        for folder in folders { try folder.synchronize() }
    }

    /// Takes it away with what it holds, unless its name is gone already.
    ///
    /// - Parameter heir: gets what nobody here wrote.
    func remove(leaving heir: Folder?) {
        if isSettled { return }
        if let left = try? innerPlace.folder.subfolder(innerPlace.name) {
            innerPlace.folder.dissolve(left, named: innerPlace.name, into: heir)
        }
        removeShell()
    }

    /// Says that the folder of the files has its place; those on the way to it that others made first go.
    func settle() {
        isSettled = true
        removeShell()
    }

    private func removeShell() {
        guard !chain.isEmpty, let left = try? parent.subfolder(name.text) else { return }
        parent.dissolve(left, named: name.text, into: nil)
    }
}
