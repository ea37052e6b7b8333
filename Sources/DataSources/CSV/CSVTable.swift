import Settings

/// A whole CSV file with a header, for files small enough to hold as text: portfolios, correlation matrices.
public struct CSVTable: Sendable {
    /// One field and where it stands.
    public struct Cell: Hashable, Sendable {
        public var text: String
        public var location: SourceLocation

        public init(text: String, location: SourceLocation) {
            self.text = text
            self.location = location
        }
    }

    /// The file's name as messages show it.
    public let file: String
    public let header: [Cell]
    /// Every row has as many cells as the header.
    public let rows: [[Cell]]

    /// - Throws: all that is wrong with the file's form; an empty file has no header and is refused.
    public init(path: String, delimiter: Delimiter = .comma) throws(Issues) {
        var reader = try CSVReader(path: path)
        reader.separator = delimiter.byte
        try self.init(reader)
    }

    public init(_ reader: consuming CSVReader) throws(Issues) {
        var reader = reader
        var issues = IssueCollector()
        var records: [[Cell]] = []
        var isAtEnd = false
        while !isAtEnd {
            do throws(Issue) {
                if try reader.next() {
                    records.append(reader.cells)
                    reader.expectedFieldCount = records[0].count
                } else {
                    isAtEnd = true
                }
            } catch { issues.add(error) }
        }
        if records.isEmpty, issues.isEmpty {
            issues.add(Issue("the file is empty", at: SourceLocation(file: reader.file, line: 1, column: 1)))
        }
        try issues.throwIfAny()
        file = reader.file
        header = records.removeFirst()
        rows = records
    }

    /// The column with a name, which upper and lower case do not tell apart.
    public func column(_ name: String) -> Int? {
        header.firstIndex { $0.text.lowercased() == name.lowercased() }
    }
}

extension CSVReader {
    /// The record as text, for files that are read whole.
    public var cells: [CSVTable.Cell] {
        (0..<fieldCount).map { CSVTable.Cell(text: text($0), location: location($0)) }
    }
}
