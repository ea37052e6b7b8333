import Settings

/// A file of settings beside scenarios: read, checked against a shape, every mistake at once with its place.
package enum SettingsFile {
    /// - Parameters:
    ///   - yaml: the text.
    ///   - file: as messages name it.
    /// - Throws: every mistake that could be found.
    package static func decode(yaml: String, file: String, as shape: Shape) throws(Issues) -> Value {
        let tree: WrittenNode
        do { tree = try WrittenNode.parse(yaml: yaml, file: file) } catch { throw Issues([error]) }
        var decoder = ShapeDecoder()
        let value = decoder.decode(tree, as: shape, path: "")
        guard let value, decoder.issues.isEmpty else { throw Issues(decoder.issues) }
        return value
    }
}
