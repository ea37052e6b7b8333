import Market
import Settings

/// The files of a scenario on one calendar: the union of their dates, every factor of every file.
public struct MergedHistory: Sendable {
    /// One file within the whole.
    public struct Source: Sendable {
        public var table: RawPriceTable
        /// Its factors in the merged history.
        public var factors: Range<Int>
        /// For each date of the merged history its row in the file, or −1.
        public var rows: [Int]
    }

    public private(set) var history: PriceHistory
    public let sources: [Source]
    private let starts: [Int?]

    /// Merges files; of rows with the same date the first counts.
    ///
    /// - Throws: every factor that is in two files.
    public init(_ tables: [RawPriceTable]) throws(Issues) {
        try Self.checkFactors(tables)
        let dates = Set(tables.lazy.flatMap(\.dates)).sorted()
        var indices: [CalendarDate: Int] = [:]
        for (index, date) in dates.enumerated() { indices[date] = index }

        var sources: [Source] = []
        var factors: [FactorID] = []
        for table in tables {
            var rows = [Int](repeating: -1, count: dates.count)
            for (row, date) in table.dates.enumerated() {
                if let index = indices[date], rows[index] < 0 { rows[index] = row }
            }
            sources.append(
                Source(table: table, factors: factors.count..<factors.count + table.factors.count, rows: rows))
            factors += table.factors
        }
        self.sources = sources
        let levels = Self.levels(sources, dateCount: dates.count)
        history = PriceHistory(dates: dates, factors: factors, levels: levels)
        starts = factors.indices.map { factor in
            levels[factor * dates.count..<(factor + 1) * dates.count].firstIndex { !$0.isNaN }.map {
                $0 - factor * dates.count
            }
        }
    }

    /// The levels of a factor, date by date.
    public func levels(of factor: Int) -> [Double] { Array(history.column(factor)) }

    /// The first date on which a factor had a level before any cleaning.
    public func start(of factor: Int) -> Int? { starts[factor] }

    /// Where a level is written, or where it should be.
    public func location(factor: Int, date: Int) -> SourceLocation? {
        guard let source = sources.first(where: { $0.factors.contains(factor) }) else { return nil }
        let row = source.rows[date]
        if row >= 0 { return source.table.location(row: row, factor: factor - source.factors.lowerBound) }
        let before = source.rows[..<date].last { $0 >= 0 }
        return before.map { source.table.location(row: $0) }
            ?? SourceLocation(file: source.table.file, line: 1, column: 1)
    }

    /// “, until 2020-01-06” for a run of more than one date.
    func until(_ run: Range<Int>) -> String { run.count == 1 ? "" : ", until \(history.dates[run.upperBound - 1])" }

    /// Makes levels missing.
    mutating func exclude(_ finding: Finding) {
        for factor in finding.factors {
            for date in finding.dates { history[factor: factor, date: date] = .nan }
        }
    }

    /// Gives the missing levels of a run the last one known before it, if there is any.
    mutating func fillForward(factor: Int, dates: Range<Int>) {
        guard let first = dates.first, first > 0 else { return }
        let known = history.column(factor).prefix(first).last { !$0.isNaN }
        guard let known else { return }
        for date in dates where history[factor: factor, date: date].isNaN {
            history[factor: factor, date: date] = known
        }
    }

    /// The longest runs of indices for which something holds.
    static func runs(_ indices: Range<Int>, where holds: (Int) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for index in indices {
            if holds(index) {
                start = start ?? index
            } else if let first = start {
                runs.append(first..<index)
                start = nil
            }
        }
        if let first = start { runs.append(first..<indices.upperBound) }
        return runs
    }
}

extension MergedHistory {
    private static func checkFactors(_ tables: [RawPriceTable]) throws(Issues) {
        var files: [FactorID: String] = [:]
        var issues = IssueCollector()
        for table in tables {
            for (factor, place) in zip(table.factors, table.factorPlaces) {
                if let other = files[factor] {
                    issues.add(Issue("\(factor) is in \(other) too", at: table.location(place)))
                }
                files[factor] = files[factor] ?? table.file
            }
        }
        try issues.throwIfAny()
    }

    /// Turns rows into columns, some columns at a time so that both stay in the cache.
    private static func levels(_ sources: [Source], dateCount: Int) -> [Double] {
        let factorCount = sources.last?.factors.upperBound ?? 0
        var levels = [Double](repeating: .nan, count: factorCount * dateCount)
        let strip = 16
        for source in sources {
            let width = source.table.factors.count
            for left in stride(from: 0, to: width, by: strip) {
                let columns = left..<min(left + strip, width)
                for (date, row) in source.rows.enumerated() where row >= 0 {
                    for column in columns {
                        levels[(source.factors.lowerBound + column) * dateCount + date] =
                            source.table.levels[row * width + column]
                    }
                }
            }
        }
        return levels
    }
}
