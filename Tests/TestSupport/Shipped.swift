import Foundation

/// The scenarios that come with the product.
public enum Shipped {
    /// The top folder of the package.
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    public static let folder = root.appendingPathComponent("Scenarios").path

    /// Their paths, in order.
    public static let scenarios: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted().map { folder + "/" + $0 }
    }()

    /// Their names: of the files, without the extension.
    public static let names = scenarios.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
}
