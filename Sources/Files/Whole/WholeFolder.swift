#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder whose files change all at once.
///
/// The files are written to a new folder beside it, which then takes its name, or changes places with it, in a single step. So a
/// reader who comes later, a writer who comes at the same time, a process that is killed and a machine that stops find the files of
/// one run, whole. Everything lies on the disk (`fsync`) before it gets its name.
///
/// A folder that holds what was not written here (other people's files, or folders), one that a process works in or a disk is
/// mounted on, and one on a disk that cannot exchange two names, stays where it is. There the files are made ready in a hidden
/// folder inside, which is renamed as a sign that they count, and then renamed one by one while nobody else writes; a process that
/// is killed meanwhile leaves the rest of these renames to the next one that writes there.
package struct WholeFolder: Sendable {
    package let path: String
    /// What the files are of, as the absolute path of a scenario.
    private let origin: String
    let disk: Disk

    package init(_ path: String, of origin: String, on disk: Disk = .plain) {
        self.path = path
        self.origin = origin
        self.disk = disk
    }

    // MARK: Before the work

    /// Refuses a folder that could not be written, and removes what runs that were killed have left; makes nothing.
    ///
    /// - Parameter names: of the files that will be written.
    package func prepare(for names: [String]) throws(FileFailure) {
        let location = try FileLocation(path)
        if location.missing.isEmpty {
            let folder = try Folder(location.existing, on: disk)
            guard access(location.existing, W_OK | X_OK) == 0 else {
                throw FileFailure("cannot write to the folder \(path)", because: errno)
            }
            for name in names where folder.status(name)?.isFolder == true {
                throw FileFailure("cannot write \(path)/\(name): it is a folder")
            }
            folder.removeLeftovers()
            if FileLock.take(folder.descriptor) == .taken { try? finishLeftovers(in: folder) }
            let parent = FileLocation.split(location.existing).folder
            if access(parent, W_OK | X_OK) == 0 { try? Folder(parent, on: disk).removeLeftovers() }
        } else {
            let parent = try Folder(location.existing, on: disk)
            parent.removeLeftovers()
            // What the system says of a folder, only the making of one shows.
            try StagedFolder(
                in: parent, for: location.missing[0], chain: Array(location.missing.dropFirst()), whatFails
            ).remove(leaving: nil)
        }
    }

    var whatFails: String { "cannot make the folder \(path)" }

    // MARK: Writing

    /// Writes every file, or none. Files that were written here before and are not among these go.
    ///
    /// - Throws: a failure that `isOccupied` where another process keeps the folder locked.
    package func write(_ files: [NewFile]) throws(FileFailure) {
        let manifest = FolderManifest(origin: origin, names: files.map(\.name))
        // Others make and remove folders on the way meanwhile.
        for _ in 0..<100 {
            let location = try FileLocation(path)
            if location.missing.isEmpty, !isExchangeable(location.existing, manifest) {
                return try writeInPlace(files, manifest)
            }
            switch try attempt(files, manifest, at: location) {
            case .done: return
            case .inPlace: return try writeInPlace(files, manifest)
            case .again: continue
            }
        }
        throw FileFailure("\(whatFails): others make and remove it again and again")
    }

    private enum Outcome { case done, inPlace, again }

    private func attempt(
        _ files: [NewFile], _ manifest: FolderManifest, at location: FileLocation
    ) throws(FileFailure) -> Outcome {
        let names: [String]
        let place: String
        if location.missing.isEmpty {
            let (folder, name) = FileLocation.split(location.existing)
            (place, names) = (folder, [name])
        } else {
            (place, names) = (location.existing, location.missing)
        }
        guard let parent = try? Folder(place, on: disk) else { return .again }
        let staged = try StagedFolder(in: parent, for: names[0], chain: Array(names.dropFirst()), whatFails)
        do throws(FileFailure) {
            try staged.fill(files, manifest, shown: path)
            for _ in 0..<1_000 {
                let now = try FileLocation(path)
                let outcome =
                    now.missing.isEmpty
                    ? try exchange(staged, with: now.existing, manifest) : try settle(staged, at: now)
                guard let outcome else { continue }
                if outcome != .done { remove(staged) }
                return outcome
            }
            remove(staged)
            return .again
        } catch {
            remove(staged)
            throw error
        }
    }

    /// Gives the folder, with those above it that are missing too, its name.
    ///
    /// - Returns: nil where another one came first.
    private func settle(_ staged: StagedFolder, at location: FileLocation) throws(FileFailure) -> Outcome? {
        // Folders within the staged one that others have made by now are left out.
        let depth = staged.chain.count + 1 - location.missing.count
        guard depth >= 0, let place = try? Folder(location.existing, on: disk) else { return .again }
        var (source, name) = (staged.parent, staged.name.text)
        for part in staged.chain.prefix(depth) {
            guard let inner = try? source.subfolder(name) else { return .again }
            (source, name) = (inner, part)
        }
        guard disk.rename(name, in: source.descriptor, to: location.missing[0], in: place.descriptor) else {
            if [EEXIST, ENOTEMPTY, ENOENT, ENOTDIR].contains(errno) { return nil }
            throw FileFailure(whatFails, because: errno)
        }
        staged.settle()
        try place.synchronize()
        return .done
    }

    /// Takes away what is left under the hidden name: files that did not come to their place, or those that were there before.
    private func remove(_ staged: StagedFolder) { staged.remove(leaving: try? Folder(path, on: disk)) }

    // MARK: Exchange

    /// Whether a folder can change places with another: nothing but what was written by this room lies in it, or files beside
    /// that.
    private func isExchangeable(_ final: String, _ manifest: FolderManifest) -> Bool {
        let parent = FileLocation.split(final).folder
        guard final != "/", let here = FileLocation.canonical("."), here != final, !here.hasPrefix(final + "/"),
            access(parent, W_OK | X_OK) == 0, let folder = try? Folder(final, on: disk)
        else { return false }
        return isOwn(folder, manifest)
    }

    private func isOwn(_ folder: Folder, _ manifest: FolderManifest) -> Bool {
        let others = others(in: folder, manifest)
        if others.isEmpty { return true }
        return FolderManifest(folder) != nil && !others.contains { folder.status($0)?.isFolder == true }
    }

    /// What was not written by this room.
    private func others(in folder: Folder, _ manifest: FolderManifest) -> [String] {
        let own = Set(manifest.names + (FolderManifest(folder)?.names ?? []) + [FolderManifest.fileName])
        return folder.entries.filter { !own.contains($0) || folder.status($0)?.isFolder == true }
    }

    /// - Returns: nil where another writer came first.
    private func exchange(
        _ staged: StagedFolder, with final: String, _ manifest: FolderManifest
    ) throws(FileFailure) -> Outcome? {
        let (place, name) = FileLocation.split(final)
        guard let parent = try? Folder(place, on: disk), let old = try? Folder(final, on: disk) else { return nil }
        try old.lock()
        guard parent.status(name)?.identity == old.status.identity else { return nil }
        guard isOwn(old, manifest), staged.inner.resemble(old.status) else { return .inPlace }
        for other in others(in: old, manifest) {
            if staged.inner.status(other) != nil { continue }
            guard disk.link(other, in: old.descriptor, to: other, in: staged.inner.descriptor) else { return .inPlace }
        }
        try staged.inner.synchronize()
        let (source, stagedName) = staged.innerPlace
        guard disk.exchange(stagedName, in: source.descriptor, with: name, in: parent.descriptor) else {
            return errno == ENOENT ? nil : .inPlace
        }
        remove(staged)
        try parent.synchronize()
        return .done
    }
}
