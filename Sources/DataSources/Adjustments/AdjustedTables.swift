import Market
import Settings

/// Adjustments that a history was put through, and what was wrong with them.
public struct AdjustedTables: Sendable {
    public private(set) var tables: [RawPriceTable]
    /// One for each adjustment.
    public private(set) var notes: [DataIssue] = []
    public private(set) var issues: [Issue] = []
    private let asOf: CalendarDate?

    /// Puts the levels of tables in terms of the valuation date.
    ///
    /// - Parameter asOf: adjustments after it are not yet in force; nil for all.
    public init(_ tables: [RawPriceTable], _ adjustments: [Adjustment], asOf: CalendarDate? = nil) {
        self.tables = tables
        self.asOf = asOf
        // The earliest first, so that a dividend is a share of the level as it was quoted then.
        let sorted = adjustments.sorted { $0.date < $1.date }
        checkJumps(sorted)
        guard issues.isEmpty else { return }
        for adjustment in sorted { apply(adjustment) }
    }

    /// Refuses ratios that levels do not show: turned round, on the wrong day, or of levels that were adjusted already.
    private mutating func checkJumps(_ adjustments: [Adjustment]) {
        for (place, adjustment) in adjustments.enumerated() {
            func isBeside(_ other: Adjustment) -> Bool {
                other.factor == adjustment.factor && other.date == adjustment.date
            }
            // Those of one day, once.
            guard !adjustments[..<place].contains(where: isBeside), asOf.map({ adjustment.date <= $0 }) ?? true,
                let (before, after) = levels(of: adjustment.factor, about: adjustment.date), after / before > 0
            else { continue }
            let ratio = adjustments.filter(isBeside).reduce(1) { product, own in
                product * (own.kind == .dividend ? 1 - own.number / before : own.number)
            }
            // A dividend of more than the level is told where it is applied.
            guard ratio > 0 else { continue }
            let size = ChangeConvention.logarithmic.change(from: 1, to: ratio)
            guard size.magnitude > Self.leastSize else { continue }
            let jump = ChangeConvention.logarithmic.change(from: before, to: after)
            let tolerance = min(size.magnitude / 2, 0.5)
            guard (jump - size).magnitude > tolerance else { continue }
            let isTurned = (jump + size).magnitude <= tolerance
            issues.append(
                Issue(
                    "\(adjustment.factor) goes from \(Phrase.number(before)) to \(Phrase.number(after)) on \(adjustment.date),"
                        + " and the \(adjustment.kind.rawValue) says that levels before are"
                        + " \(ratio < 1 ? "divided" : "multiplied") by"
                        + " \(Phrase.rounded(ratio < 1 ? 1 / ratio : ratio, decimals: 6))",
                    hint: isTurned
                        ? "turn the ratio round" : "is it the day of the new levels, or were these adjusted already?",
                    at: adjustment.location))
        }
    }

    /// Of a logarithm; smaller ratios are not told from moves of the market.
    private static let leastSize = 0.3

    /// The last level before a day, and the first from it on.
    private func levels(of factor: FactorID, about date: CalendarDate) -> (before: Double, after: Double)? {
        var (before, after): ((CalendarDate, Double)?, (CalendarDate, Double)?)
        for table in tables {
            guard let column = table.factors.firstIndex(of: factor) else { continue }
            for (row, day) in table.dates.enumerated() where table[row, column].isFinite {
                if day < date, before.map({ $0.0 < day }) ?? true { before = (day, table[row, column]) }
                if day >= date, after.map({ $0.0 > day }) ?? true { after = (day, table[row, column]) }
            }
        }
        guard let before, let after, before.1 != 0, after.1 != 0 else { return nil }
        return (before.1, after.1)
    }

    private mutating func apply(_ adjustment: Adjustment) {
        guard
            let (table, column) = tables.indices.lazy.compactMap({ [tables] table in
                tables[table].factors.firstIndex(of: adjustment.factor).map { (table, $0) }
            }).first
        else {
            issues.append(
                Issue(
                    "no history names the factor \(adjustment.factor)",
                    hint: Suggestion.hint(
                        for: adjustment.factor.name, among: tables.flatMap { $0.factors.map(\.name) }),
                    at: adjustment.location))
            return
        }
        if let asOf, adjustment.date > asOf {
            notes.append(
                DataIssue(
                    severity: .information, factor: adjustment.factor, date: adjustment.date, rule: "adjustment",
                    message: "not in force on \(asOf), so no level is changed"))
            return
        }
        let width = tables[table].factors.count
        let rows = tables[table].dates.indices.filter { row in
            tables[table].dates[row] < adjustment.date && tables[table][row, column].isFinite
        }
        guard let last = rows.max(by: { tables[table].dates[$0] < tables[table].dates[$1] }) else {
            issues.append(
                Issue(
                    "no level of \(adjustment.factor) lies before \(adjustment.date)",
                    hint: "take the adjustment out, or correct its date", at: adjustment.location))
            return
        }
        var scale = adjustment.number
        if adjustment.kind == .dividend {
            scale = 1 - adjustment.number / tables[table][last, column]
            guard scale > 0, scale < 1 else {
                issues.append(
                    Issue(
                        "the dividend of \(adjustment.number) is not below the level of"
                            + " \(tables[table][last, column]) on \(tables[table].dates[last])",
                        hint: "write it in the unit of the level", at: adjustment.location))
                return
            }
        }
        for row in rows { tables[table].levels[row * width + column] *= scale }
        notes.append(
            DataIssue(
                severity: .information, factor: adjustment.factor, date: adjustment.date, rule: "adjustment",
                message: adjustment.words(scale)))
    }
}
