import LinearAlgebra
import Market
import Reports
import Scenarios
import Settings

/// What happened before, done again from today's levels.
extension StressResolution {
    private var history: PriceHistory { base.history }

    /// Today's levels after what happened from one close to another.
    mutating func replay(
        _ episode: WrittenStress.Episode, _ item: WrittenStress.Item, _ result: inout StressScenario
    ) -> (levels: [Double], words: String)? {
        guard let start = close(episode.from), let end = close(episode.to) else { return nil }
        guard start < end else {
            // That it ends before it begins is told already.
            guard episode.from.content < episode.to.content else { return nil }
            issues.append(
                Issue(
                    "the history has one close from \(episode.from.content) to \(episode.to.content)",
                    hint: "take a longer episode", at: episode.to.location, path: episode.to.path))
            return nil
        }
        var changes = [Double](repeating: 0, count: factors.count)
        var missing: [FactorID] = []
        for (index, factor) in factors.enumerated() {
            guard let change = change(of: index, from: start, to: end) else {
                missing.append(factor)
                continue
            }
            changes[index] = change
        }
        guard missing.isEmpty || episode.isMissingZero else {
            issues.append(
                lack(
                    missing, "on \(history.dates[start]) or \(history.dates[end]), nor in the week before", item))
            return nil
        }
        if !missing.isEmpty { result.notes.append(Self.still(missing)) }
        let levels = law.levels(after: changes)
        let words = "\(history.dates[start]) to \(history.dates[end])"
        let before = issues.count
        for index in factors.indices {
            _ = check(
                levels[index], of: index, by: "the change from \(words)", at: episode.from.location,
                path: episode.from.path)
        }
        return issues.count == before ? (levels, words) : nil
    }

    /// The row of the last close on or before a date within the history.
    private mutating func close(_ date: Scenario.Located<CalendarDate>) -> Int? {
        guard let first = history.dates.first, let last = history.dates.last else {
            issues.append(
                Issue(
                    "there is no history to replay", hint: "give the factors one under market.history",
                    at: date.location, path: date.path))
            return nil
        }
        guard date.content >= first, date.content <= last, let row = history.index(onOrBefore: date.content) else {
            issues.append(
                Issue(
                    "\(date.content) is outside the history of this portfolio",
                    hint: "it goes from \(first) to \(last)" + (last == run.asOf ? ", the valuation date" : ""),
                    at: date.location, path: date.path))
            return nil
        }
        return row
    }

    /// The change of a factor between two rows; a missing close is the last one of the week before. Nil without any.
    private func change(of factor: Int, from start: Int, to end: Int) -> Double? {
        guard let column = history.index(of: factors[factor]), let earlier = level(column, at: start),
            let later = level(column, at: end)
        else { return nil }
        let change = law.conventions[factor].change(from: earlier, to: later)
        return change.isFinite ? change : nil
    }

    private func level(_ column: Int, at row: Int) -> Double? {
        var row = row
        let limit = history.dates[row].adding(days: -7)
        while row >= 0, history.dates[row] >= limit {
            let level = history[factor: column, date: row]
            if level.isFinite { return level }
            row -= 1
        }
        return nil
    }

    private func lack(_ missing: [FactorID], _ when: String, _ item: WrittenStress.Item) -> Issue {
        let shown = missing.prefix(6).map(\.name).joined(separator: ", ")
        let rest = missing.count > 6 ? " and \(missing.count - 6) more" : ""
        return Issue(
            "\(shown)\(rest) \(missing.count == 1 ? "has" : "have") no level \(when)",
            hint: "take another time, or write missing: zero to let \(missing.count == 1 ? "it" : "them") stay",
            at: item.replay?.from.location ?? item.worst?.window.location ?? item.location, path: item.path)
    }

    private static func still(_ missing: [FactorID]) -> String {
        let shown = missing.prefix(6).map(\.name).joined(separator: ", ")
        let rest = missing.count > 6 ? " and \(missing.count - 6) more" : ""
        return
            "\(shown)\(rest) \(missing.count == 1 ? "has" : "have") no level then, and \(missing.count == 1 ? "stays" : "stay")."
    }

    // MARK: The worst window

    mutating func worst(_ item: WrittenStress.Item, _ result: inout StressScenario) -> StressStates? {
        guard let worst = item.worst else { return nil }
        let days = worst.window.content
        let columns = factors.map { history.index(of: $0) }
        let missing = factors.indices.filter { columns[$0] == nil }.map { factors[$0] }
        guard !history.dates.isEmpty, missing.count < factors.count else {
            issues.append(
                Issue(
                    "no factor of this portfolio has a history to find its worst window in",
                    hint: "give the factors one under market.history", at: worst.window.location,
                    path: worst.window.path))
            return nil
        }
        if let slow = slowFactor {
            issues.append(
                Issue(
                    "the levels of \(slow.factor) are \(slow.frequency), and a window is of business days",
                    hint: "replay an episode by its dates instead", at: worst.window.location, path: worst.window.path))
            return nil
        }
        guard missing.isEmpty || worst.isMissingZero else {
            issues.append(lack(missing, "in the history", item))
            return nil
        }
        guard history.dates.count > days else {
            issues.append(
                Issue(
                    "a window of \(days) days needs \(days + 1) closes, and the history has \(history.dates.count)",
                    hint: "write window: \(max(1, history.dates.count - 1))d or less", at: worst.window.location,
                    path: worst.window.path))
            return nil
        }
        guard let windows = windows(of: days) else {
            issues.append(
                Issue(
                    "no window of \(days) days has a level of every factor at both ends",
                    hint: "take a shorter window", at: worst.window.location, path: worst.window.path))
            return nil
        }
        if !missing.isEmpty { result.notes.append(Self.still(missing)) }
        let left = history.dates.count - days - windows.dates.count
        if left > 0 {
            result.notes.append(
                "\(left) of \(history.dates.count - days) windows were left out: a level is missing, or would become"
                    + " impossible.")
        }
        result.words =
            "the worst of \(NumberText.counted(windows.dates.count, "window")) of"
            + " \(NumberText.counted(days, "business day"))"
        return .windows(windows.dates, windows.levels)
    }

    /// A factor whose levels are weekly or slower.
    private var slowFactor: (factor: FactorID, frequency: LevelFrequency)? {
        guard let last = history.dates.last else { return nil }
        for column in history.factors.indices {
            let dates = history.rows(of: column, through: last).map { history.dates[$0] }
            let frequency = FactorCalendar(dates).frequency
            if !frequency.isDaily, dates.count > 2 { return (history.factors[column], frequency) }
        }
        return nil
    }

    /// Every window of so many rows, the oldest first, as levels of today; nil where there is none.
    func windows(of days: Int) -> (dates: [(from: CalendarDate, to: CalendarDate)], levels: Matrix)? {
        let columns = factors.map { history.index(of: $0) }
        var dates: [(from: CalendarDate, to: CalendarDate)] = []
        var elements: [Double] = []
        for end in stride(from: days, to: history.dates.count, by: 1) {
            let start = end - days
            var changes = [Double](repeating: 0, count: factors.count)
            var isWhole = true
            for (index, column) in columns.enumerated() {
                guard let column else { continue }
                changes[index] = law.conventions[index].change(
                    from: history[factor: column, date: start], to: history[factor: column, date: end])
                isWhole = isWhole && changes[index].isFinite
            }
            guard isWhole else { continue }
            let levels = law.levels(after: changes)
            guard factors.indices.allSatisfy({ levels[$0] > 0 || !factors[$0].factorClass.isPositive }) else {
                continue
            }
            dates.append((history.dates[start], history.dates[end]))
            elements += levels
        }
        guard !dates.isEmpty else { return nil }
        return (dates, Matrix(rowCount: dates.count, columnCount: factors.count, elements: elements))
    }
}
