import Market
import Settings

/// A date that a file has twice; in a long file, twice for the same factor.
public struct DuplicateDate: FileRule {
    public static let kind = "duplicate-date"
    public static let summary = "a date that a file has more than once"
    public static let settings = Treatment.settings(.refuse, of: [.exclude, .refuse])
    public static let finds = "repeated dates"

    public let treatment: Treatment

    public init(_ specification: Specification) { treatment = Treatment(specification) }

    public func remedy(_ action: QualityAction) -> String { "the first is kept" }

    public func findings(in table: RawPriceTable) -> [FileFinding] {
        var firstRows: [CalendarDate: Int] = [:]
        var findings: [FileFinding] = []
        for (row, date) in table.dates.enumerated() {
            guard let first = firstRows[date] else {
                firstRows[date] = row
                continue
            }
            let written = table.factors.indices.filter { table.places[row * table.factors.count + $0] != .none }
            let differs = written.contains { factor in
                let (a, b) = (table[first, factor], table[row, factor])
                return a != b && !(a.isNaN && b.isNaN)
            }
            let isOneLevel = written.count == 1
            let line = (isOneLevel ? table.location(row: first, factor: written[0]) : table.location(row: first)).line
            findings.append(
                FileFinding(
                    factor: isOneLevel ? table.factors[written[0]] : nil, date: date,
                    location: table.location(row: row),
                    message: "\(date) is in line \(line) already, with \(differs ? "other" : "the same") levels"))
        }
        return findings
    }
}
