import DataSources
import Market
import Settings

/// How a column writes its dates, found from the dates themselves.
struct DateStyle {
    let pattern: DatePattern
    /// Why this pattern and not another that reads the dates too; nil where there is none.
    let reason: String?

    /// With one digit or two for days and months where that is all that differs.
    static let patterns = [
        "YYYY-MM-DD", "YYYY/M/D", "YYYY.M.D", "YYYYMMDD", "D.M.YYYY", "D/M/YYYY", "M/D/YYYY", "D-M-YYYY", "M-D-YYYY",
        "D.M.YY", "D/M/YY", "M/D/YY", "D-MMM-YYYY", "D-MMM-YY", "D MMM YYYY", "D MMM YY", "MMM D, YYYY", "MMM D YYYY",
    ].compactMap { DatePattern($0, readsMidnight: true) }

    /// Whether a text is a date in any form.
    static func isDate(_ text: String) -> Bool {
        guard text.count >= 6, text.contains(where: \.isNumber) else { return false }
        return patterns.contains { $0.date(text) != nil }
    }

    /// - Parameters:
    ///   - cells: of one column, all of them dates.
    ///   - stated: the form, where it is known.
    init(of cells: [CSVTable.Cell], stated: String?) throws(Issue) {
        if let stated {
            guard let pattern = DatePattern(stated, readsMidnight: true) else {
                throw Issue(
                    "“\(stated)” is no form of dates", hint: "it has a year, a month and a day, as in DD.MM.YYYY")
            }
            (self.pattern, reason) = (pattern, "as stated")
            return
        }
        let sample = cells.prefix(200)
        let likely = Self.patterns.filter { pattern in sample.contains { pattern.date($0.text) != nil } }
        let readings = likely.map { pattern in (pattern: pattern, dates: cells.map { pattern.date($0.text) }) }
        let whole = readings.filter { !$0.dates.contains(nil) }
        guard let first = whole.first else {
            let best = readings.max { a, b in a.dates.count { $0 != nil } < b.dates.count { $0 != nil } }
            let wrong = best?.dates.firstIndex(of: nil) ?? 0
            throw Issue(
                "“\(cells[wrong].text)” is no date as the others are (\(best?.pattern.text ?? "YYYY-MM-DD"))",
                hint: "correct it, or state --dates, as in --dates DD.MM.YYYY", at: cells[wrong].location)
        }
        guard whole.count > 1 else {
            (pattern, reason) = (first.pattern, nil)
            return
        }
        let sorted = whole.filter { Self.isSorted($0.dates.compactMap(\.self)) }
        if sorted.count == 1, cells.count > 2 {
            pattern = sorted[0].pattern
            reason =
                "read so, dates are in order; as \(whole.first { $0.pattern != sorted[0].pattern }?.pattern.text ?? "") not"
            return
        }
        let forms = whole.map(\.pattern.text)
        throw Issue(
            "“\(cells[0].text)” is \(whole.compactMap { $0.dates[0]?.description }.joined(separator: " or ")), and no date of the"
                + " file settles which",
            hint: "state " + forms.map { "--dates \($0)" }.joined(separator: " or "), at: cells[0].location)
    }

    private static func isSorted(_ dates: [CalendarDate]) -> Bool {
        let pairs = zip(dates, dates.dropFirst())
        return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
    }
}
