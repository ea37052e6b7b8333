import Market
import Settings

extension CSVTable {
    /// Refuses a file that is of another sort: what stands in it may be nobody's to read, so not a word of it is shown.
    ///
    /// - Parameters:
    ///   - noun: what the file should be: “portfolio”.
    ///   - isKnown: whether a field of the first line, in small letters, is the name of a column.
    ///   - names: some of those, for the hint.
    /// - Returns: nil where at least one column is known.
    package static func stranger(
        _ header: [Cell], noun: String, names: [String], isKnown: (String) -> Bool
    ) -> Issue? {
        guard let first = header.first, !header.contains(where: { isKnown($0.text.lowercased()) }) else { return nil }
        return Issue(
            "“\(first.location.file)” is no \(noun): no column of its first line is one of a \(noun)",
            hint: "it begins with a line of names, as in \(names.joined(separator: ","));"
                + " “twin import” reads files of vendors and brokers",
            at: first.location)
    }

    /// The same where all the columns are known by name.
    package static func stranger(_ header: [Cell], noun: String, columns: [String]) -> Issue? {
        stranger(header, noun: noun, names: Array(columns.prefix(4))) { columns.contains($0) }
    }
}
