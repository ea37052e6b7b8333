import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The folder that holds some files, and their names from there.
package struct CommonFolder {
    package let path: String
    /// Of the files, in their order: relative, with slashes.
    package let names: [String]

    /// - Parameter files: that exist; others keep the path that they were named by.
    package init(of files: [String]) {
        let paths = files.map { file -> [String] in
            guard let resolved = realpath(CommonFolder.folder(of: file), nil) else { return Self.parts(file) }
            defer { free(resolved) }
            return Self.parts(String(cString: resolved)) + [Self.parts(file).last ?? file]
        }
        var common = paths.first.map { Array($0.dropLast()) } ?? []
        for path in paths {
            let shared = zip(common, path.dropLast()).prefix { $0 == $1 }.count
            common = Array(common.prefix(shared))
        }
        path = "/" + common.joined(separator: "/")
        names = paths.map { $0.dropFirst(common.count).joined(separator: "/") }
    }

    private static func folder(of file: String) -> String { DurableFile.directory(of: file) }

    private static func parts(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }
}
