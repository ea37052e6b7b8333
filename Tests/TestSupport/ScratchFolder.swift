import Foundation

/// A folder of its own for one test, removed when it goes.
///
/// A test that hands out no more than paths says `defer { folder.remove() }`, for nothing else keeps the folder so long.
public final class ScratchFolder: Sendable {
    public let url: URL

    /// - Parameter files: their texts by name.
    public init(_ files: [String: String] = [:]) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("twin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit { remove() }

    public func remove() { try? FileManager.default.removeItem(at: url) }

    public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// - Returns: the path of the file.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    /// Everything below, hidden files too.
    public var contents: [String] {
        let found = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        return found.sorted()
    }
}
