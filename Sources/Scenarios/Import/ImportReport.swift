import Market

/// What was made of files that others wrote: what was taken, changed and left out, and the texts to be written.
public struct ImportReport: Encodable, Sendable {
    /// Something that was done to a file, or that a reader of its figures should know.
    public struct Note: Encodable, Hashable, Sendable {
        public enum Sort: String, Encodable, Sendable {
            case took
            case changed
            case leftOut = "left out"
            case warning
        }

        public var sort: Sort
        public var message: String
        /// The first of the rows that it is about; empty where it is about the file.
        public var lines: [Int]
        /// How many rows it is about; zero where it is about the file.
        public var rowCount: Int
    }

    /// One file that was read.
    public struct File: Encodable, Sendable {
        public var path: String
        /// What it was found to be: `history` or `positions`.
        public var content: String
        public var encoding: String
        public var delimiter: String
        public var notes: [Note]
    }

    public var files: [File] = []
    public var factors: [FactorID] = []
    public var dateCount = 0
    public var positionCount = 0
    /// Of all files together.
    public var notes: [Note] = []
    /// By name; what reads them last.
    public var texts: [(name: String, text: String)] = []

    /// The lines of a scenario that read what is written.
    public var scenario: String { texts.first { $0.name == Self.scenarioName }?.text ?? "" }

    private enum Key: String, CodingKey {
        case schema, files, factors, dates, positions, notes, written, scenario
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("market-twin.import/1", forKey: .schema)
        try container.encode(files, forKey: .files)
        try container.encode(factors.map(\.name), forKey: .factors)
        try container.encode(dateCount, forKey: .dates)
        try container.encode(positionCount, forKey: .positions)
        try container.encode(notes, forKey: .notes)
        try container.encode(texts.map(\.name), forKey: .written)
        try container.encode(scenario, forKey: .scenario)
    }

    public static let historyName = "history.csv"
    public static let positionsName = "positions.csv"
    public static let scenarioName = "scenario.yaml"
}

/// Notes of one file, rows of one reason together.
struct ImportNotes {
    private(set) var all: [ImportReport.Note] = []
    private var places: [String: Int] = [:]
    /// How many lines a note names.
    private static let limit = 8

    mutating func add(_ sort: ImportReport.Note.Sort, _ message: String, line: Int? = nil) {
        let place = places["\(sort.rawValue) \(message)"] ?? all.count
        if place == all.count {
            places["\(sort.rawValue) \(message)"] = place
            all.append(.init(sort: sort, message: message, lines: [], rowCount: 0))
        }
        guard let line else { return }
        all[place].rowCount += 1
        if all[place].lines.count < Self.limit { all[place].lines.append(line) }
    }
}

extension ImportReport.Note {
    /// `left out: a total (row 12)`, for a person.
    public var words: String {
        guard rowCount > 0 else { return "\(sort.rawValue): \(message)" }
        let named = lines.map(String.init).joined(separator: ", ")
        let more = rowCount > lines.count ? " and \(rowCount - lines.count) more" : ""
        return "\(sort.rawValue): \(message) (row\(rowCount == 1 ? "" : "s") \(named)\(more))"
    }
}
