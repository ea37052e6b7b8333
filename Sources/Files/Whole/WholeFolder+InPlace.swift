#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension WholeFolder {
    /// The names that earlier files have while newer ones take theirs.
    private static let earlier = ".earlier."

    /// Renames file by file into a folder that stays; nobody else writes meanwhile.
    func writeInPlace(_ files: [NewFile], _ manifest: FolderManifest) throws(FileFailure) {
        let folder = try lockedFolder()
        try finishLeftovers(in: folder)
        for file in files where folder.status(file.name)?.isFolder == true {
            throw FileFailure("cannot write \(path)/\(file.name): it is a folder")
        }
        let staged = try StagedFolder(in: folder, for: "", mode: 0o700, "cannot write to the folder \(path)")
        var canUndo = true
        var ready = staged.name
        ready.stage = .ready
        do throws(FileFailure) {
            try staged.fill(files, manifest, shown: path)
            for name in manifest.names where folder.status(name) != nil {
                // Without a second name, a rename that is refused later cannot be undone.
                let isLinked = disk.link(
                    name, in: folder.descriptor, to: Self.earlier + name, in: staged.root.descriptor)
                canUndo = canUndo && isLinked
            }
            try staged.root.synchronize()
            guard disk.rename(staged.name.text, in: folder.descriptor, to: ready.text, in: folder.descriptor) else {
                throw FileFailure("cannot write to the folder \(path)", because: errno)
            }
        } catch {
            clear(staged.root, named: staged.name, in: folder)
            throw error
        }
        do throws(FileFailure) {
            try folder.synchronize()
            try rename(staged.root, manifest, into: folder)
        } catch {
            // Else the next writer finishes it.
            if canUndo { withdraw(staged.root, named: ready, manifest, from: folder) }
            throw error
        }
        try conclude(staged.root, named: ready, manifest, in: folder)
    }

    /// The folder that the path leads to now, with nobody else writing to it.
    private func lockedFolder() throws(FileFailure) -> Folder {
        while true {
            let folder = try Folder(path, on: disk)
            try folder.lock()
            if try Folder(path, on: disk).status.identity == folder.status.identity { return folder }
        }
    }

    /// Finishes what processes that were killed had begun.
    func finishLeftovers(in folder: Folder) throws(FileFailure) {
        for name in folder.entries {
            guard let temporary = TemporaryName(name), temporary.stage == .ready,
                folder.status(name)?.owner == geteuid(), let left = try? folder.subfolder(name),
                FileLock.take(left.descriptor) == .taken
            else { continue }
            if let manifest = FolderManifest(left) {
                try rename(left, manifest, into: folder)
                try conclude(left, named: temporary, manifest, in: folder)
            } else {
                clear(left, named: temporary, in: folder)
            }
        }
    }

    /// Gives files that are ready their names.
    private func rename(_ ready: Folder, _ manifest: FolderManifest, into folder: Folder) throws(FileFailure) {
        for name in manifest.names where ready.status(name) != nil {
            guard disk.rename(name, in: ready.descriptor, to: name, in: folder.descriptor) else {
                throw FileFailure("cannot write \(path)/\(name)", because: errno)
            }
        }
    }

    /// Removes what was there before the files that have their names now.
    private func conclude(
        _ ready: Folder, named name: TemporaryName, _ manifest: FolderManifest, in folder: Folder
    ) throws(FileFailure) {
        let stale = Set(FolderManifest(folder)?.names ?? []).subtracting(manifest.names)
        for name in stale.sorted() where folder.status(name)?.isFolder == false {
            _ = disk.remove(name, in: folder.descriptor)
        }
        try manifest.write(to: folder)
        clear(ready, named: name, in: folder)
        try folder.synchronize()
    }

    /// Gives the earlier files their names back.
    private func withdraw(
        _ ready: Folder, named name: TemporaryName, _ manifest: FolderManifest, from folder: Folder
    ) {
        for file in manifest.names {
            if ready.status(Self.earlier + file) != nil {
                _ = disk.rename(Self.earlier + file, in: ready.descriptor, to: file, in: folder.descriptor)
            } else if ready.status(file) == nil {
                _ = disk.remove(file, in: folder.descriptor)
            }
        }
        clear(ready, named: name, in: folder)
    }

    /// Removes a hidden folder with its files.
    private func clear(_ hidden: Folder, named name: TemporaryName, in folder: Folder) {
        for entry in hidden.entries where hidden.status(entry)?.isFolder == false {
            _ = disk.remove(entry, in: hidden.descriptor)
        }
        _ = disk.removeFolder(name.text, in: folder.descriptor)
    }
}
