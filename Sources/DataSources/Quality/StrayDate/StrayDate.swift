import Market
import Settings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A few rows whose dates lie years from all the others, or in the future: more likely a year mistyped than a market that
/// slept. A last row of that kind would be taken for today.
///
/// Up to three rows count as stray where more than a year, and twenty usual distances, lie between them and the other rows on
/// either side, and there are ten times as many others. A file that stops for years and then goes on has a hole instead.
public struct StrayDate: FileRule {
    public static let kind = "stray-date"
    public static let summary = "a few rows whose dates lie years from the others"
    public static let settings = Treatment.settings(.exclude, of: [.report, .exclude, .refuse])
    public static let finds = "stray dates"

    private static let mostRows = 3
    private static let fewestOthers = 10
    /// Calendar days.
    private static let longAgo = 365
    /// For rows in the future.
    private static let awhile = 45

    public let treatment: Treatment

    public init(_ specification: Specification) { treatment = Treatment(specification) }

    public func remedy(_ action: QualityAction) -> String { action == .exclude ? "left out" : "kept as it is" }

    public func findings(in table: RawPriceTable) -> [FileFinding] { findings(in: table, today: .today) }

    /// - Parameter today: after which a date is in the future; nil where nobody knows.
    func findings(in table: RawPriceTable, today: CalendarDate?) -> [FileFinding] {
        let dates = Array(Set(table.dates)).sorted()
        return Self.strays(dates, today: today).compactMap { index in
            let date = dates[index]
            guard let row = table.dates.firstIndex(of: date) else { return nil }
            // What it is stray from: the nearest date that is not.
            let strays = Set(Self.strays(dates, today: today))
            let before = (0..<index).last { !strays.contains($0) }
            let after = (index + 1..<max(dates.count, index + 1)).first { !strays.contains($0) }
            let distance =
                before.map { "\(Self.span(date.days(since: dates[$0]))) after the date before, \(dates[$0])" }
                ?? after.map { "\(Self.span(dates[$0].days(since: date))) before the next date, \(dates[$0])" } ?? ""
            let location = table.location(row: row)
            return FileFinding(
                date: date, location: location,
                message: "\(location.file), line \(location.line): \(date) lies \(distance); is a year mistyped?")
        }
    }

    /// Places of the stray ones among ascending dates.
    private static func strays(_ dates: [CalendarDate], today: CalendarDate?) -> [Int] {
        guard dates.count > fewestOthers else { return [] }
        let gaps = zip(dates, dates.dropFirst()).map { $1.days(since: $0) }
        let usual = gaps.sorted()[gaps.count / 2]
        func isFar(_ gap: Int, _ least: Int) -> Bool { gap > max(least, 20 * usual) }
        var strays: [Int] = []
        var start = 0
        for index in dates.indices {
            let isEnd = index == dates.count - 1
            guard isEnd || isFar(gaps[index], awhile) else { continue }
            let count = index - start + 1
            let isFuture = today.map { dates[start] > $0 } ?? false
            let least = isFuture ? awhile : longAgo
            let isApart =
                (start == 0 || isFar(gaps[start - 1], least)) && (isEnd || isFar(gaps[index], least))
            if isApart, count <= mostRows, dates.count - count >= fewestOthers * count { strays += start...index }
            start = index + 1
        }
        return strays
    }

    private static func span(_ days: Int) -> String {
        days > 730 ? Phrase.count(Int((Double(days) / 365.25).rounded()), "year") : Phrase.count(days, "day")
    }
}

extension DataQuality {
    /// A file without the rows that the rule leaves out, and what it says of them.
    ///
    /// This comes before the valuation date is known, which otherwise would be a stray one.
    ///
    /// - Parameter today: by the clock of this machine where nil.
    public func withoutStrays(
        _ table: RawPriceTable, today: CalendarDate? = nil
    ) -> (table: RawPriceTable, issues: [DataIssue]) {
        guard let rule = rules.lazy.compactMap({ $0 as? StrayDate }).first, rule.treatment.action == .exclude else {
            return (table, [])
        }
        let findings = rule.findings(in: table, today: today ?? .today)
        guard !findings.isEmpty else { return (table, []) }
        var ledger = QualityLedger()
        ledger.add(findings, by: rule)
        return (table.without(Set(findings.map(\.date))), ledger.issues)
    }
}

extension CalendarDate {
    /// By the clock of this machine, in universal time.
    fileprivate static var today: CalendarDate { CalendarDate(dayNumber: Int32(time(nil) / 86_400)) }
}

extension RawPriceTable {
    /// The same without the rows of some dates.
    func without(_ strays: Set<CalendarDate>) -> RawPriceTable {
        var table = RawPriceTable(file: file, factors: factors, factorPlaces: factorPlaces)
        let width = factors.count
        for (row, date) in dates.enumerated() where !strays.contains(date) {
            table.dates.append(date)
            table.levels += levels[row * width..<(row + 1) * width]
            table.places += places[row * width..<(row + 1) * width]
        }
        table.disorders = disorders
        return table
    }
}
