import Files
import Journal

/// Bytes by their SHA-256, each written once: `objects/ab/cdef…`.
///
/// An object is renamed into its place when it lies on the disk whole, so a reader never sees half of one, any number of processes
/// may write, and writing again what is there changes nothing.
package struct ObjectStore: Sendable {
    /// Of the objects.
    package let folder: String

    package init(_ folder: String) { self.folder = folder }

    package func path(of hash: ContentHash) -> String {
        let name = hash.description
        return "\(folder)/\(name.prefix(2))/\(name.dropFirst(2))"
    }

    package func contains(_ hash: ContentHash) -> Bool { DurableFile.exists(path(of: hash)) }

    /// - Returns: the name of the object.
    @discardableResult
    package func put(_ bytes: [UInt8]) throws(StoreError) -> ContentHash {
        let hash = ContentHash(of: bytes)
        let path = path(of: hash)
        if DurableFile.exists(path) { return hash }
        try DurableFile.makeFolder(DurableFile.directory(of: path))
        try DurableFile.writeOnce(bytes, to: path)
        return hash
    }

    @discardableResult
    package func put(_ text: String) throws(StoreError) -> ContentHash { try put(Array(text.utf8)) }

    /// The bytes of an object, hashed again.
    package func get(_ hash: ContentHash) throws(StoreError) -> [UInt8] {
        let bytes = try DurableFile.read(path(of: hash))
        guard ContentHash(of: bytes) == hash else {
            throw StoreError("\(path(of: hash)) is damaged: its bytes have another SHA-256 than its name", .damaged)
        }
        return bytes
    }

    /// Removes what processes that were killed left while they wrote.
    package func removeLeftovers() {
        for prefix in DurableFile.names(in: folder) where prefix.utf8.count == 2 {
            (try? Folder(folder + "/" + prefix, on: DurableFile.disk))?.removeLeftovers()
        }
    }

    /// Every object that is there, in order, and every other file among them.
    package func all() -> (objects: [ContentHash], others: [String]) {
        var objects: [ContentHash] = []
        var others: [String] = []
        for prefix in DurableFile.names(in: folder) {
            let inner = folder + "/" + prefix
            guard DurableFile.isFolder(inner), prefix.utf8.count == 2 else {
                others.append(inner)
                continue
            }
            for name in DurableFile.names(in: inner) {
                if let hash = ContentHash(hexadecimal: prefix + name) {
                    objects.append(hash)
                } else {
                    others.append(inner + "/" + name)
                }
            }
        }
        return (objects, others)
    }
}
