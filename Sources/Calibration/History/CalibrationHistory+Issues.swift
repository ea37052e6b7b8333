import LinearAlgebra
import Market

/// What a reader should know of the changes that estimates rest on.
extension CalibrationHistory {
    /// Calendar days beyond which the end of a window is long before the date of calibration.
    static let longAgo = 15
    /// Fewer changes than this leave a volatility unknown by more than an eighth.
    static let fewChanges = 30

    var issues: [DataIssue] {
        groups.enumerated().flatMap { index, group in
            frequencyIssues(group) + lengthIssues(group) + ageIssues(group) + countIssues(group)
                + (index > 0 ? ownDays(group) : [])
        } + constants
    }

    // MARK: Frequency

    private func frequencyIssues(_ group: Group) -> [DataIssue] {
        guard group.frequency != .businessDaily else { return [] }
        let isSlow = !group.frequency.isDaily
        let perYear = (group.frequency.changesPerYear * 10).rounded() / 10
        let share = perYear == perYear.rounded() ? "\(Int(perYear))" : "\(perYear)"
        let caution =
            isSlow
            ? ". A horizon of business days then assumes that changes are independent of each other, as those of smoothed or"
                + " appraised levels are not; “market.frequency” says that it is meant"
            : ""
        return [
            issue(
                isSlow && !isFrequencyStated ? .warning : .information, group, "frequency",
                "\(haveOf(group)) levels \(distance(group.frequency)) apart (\(group.frequency)): volatilities are scaled by"
                    + " \(share) changes a year" + caution)
        ]
    }

    private func distance(_ frequency: LevelFrequency) -> String {
        let days = Int(frequency.usualDays.rounded())
        return days == 1 ? "a day" : "\(days) days"
    }

    // MARK: Holes

    private func lengthIssues(_ group: Group) -> [DataIssue] {
        let long = group.window.lengths.indices.filter { group.window.lengths[$0] > 1.5 }
        guard let longest = long.max(by: { group.window.lengths[$0] < group.window.lengths[$1] }) else { return [] }
        let length = group.window.lengths[longest]
        let (from, to) = (history.dates[group.window.rows[longest]], history.dates[group.window.rows[longest + 1]])
        let count = long.count == 1 ? "1 change goes" : "\(long.count) changes go"
        let rounded = (length * 10).rounded() / 10
        let words = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
        return [
            issue(
                length > 10 ? .warning : .information, group, "hole",
                "\(count) over days without levels, the longest from \(from) to \(to); each counts by its length, that one"
                    + " as \(words) usual changes, not as one", date: from)
        ]
    }

    // MARK: Ends and counts

    private func ageIssues(_ group: Group) -> [DataIssue] {
        guard let last = group.window.rows.last else { return [] }
        let end = history.dates[last]
        let age = asOf.days(since: end)
        guard Double(age) > max(Double(Self.longAgo), 1.6 * group.frequency.usualDays) else { return [] }
        return [
            issue(
                .warning, group, "old-changes",
                "\(restOf(group)) \(group.window.count) changes that end on \(end), \(age) days before \(asOf); what moved"
                    + " since is not in them", date: end)
        ]
    }

    private func countIssues(_ group: Group) -> [DataIssue] {
        let count = group.window.count
        guard count < Self.fewChanges else { return [] }
        // The relative standard error of a deviation of n normal changes is 1/√(2(n − 1)).
        let error = (100 / Double(2 * (count - 1)).squareRoot()).rounded()
        return [
            issue(
                .warning, group, "few-changes",
                "\(restOf(group)) \(count) changes, which leave a volatility unknown by \(Int(error))% (one standard error);"
                    + " the intervals beside the figures are the simulation's and do not hold that")
        ]
    }

    private func ownDays(_ group: Group) -> [DataIssue] {
        let dates = dates(of: group)
        guard let first = dates.first, let last = dates.last else { return [] }
        let short = group.isWhole ? "" : ", all there are"
        let common = common(groups[0], group).first
        let pairs =
            common.count > 1
            ? "; correlations with the \(groups[0].members.count) of the usual days on the"
                + " \(common.count) changes between days that both have"
            : ""
        return [
            issue(
                group.isWhole ? .information : .warning, group, "own-days",
                "\(restOf(group)) \(group.window.count) \(group.frequency.adjective) changes of days of"
                    + " \(group.members.count == 1 ? "its" : "their") own, \(first) to \(last)\(short)\(pairs)",
                date: first)
        ]
    }

    // MARK: Factors that do not move

    private var constants: [DataIssue] {
        groups.flatMap { group in
            let changes = changes(of: group)
            let date = dates(of: group).first
            return group.members.enumerated().compactMap { column, place -> DataIssue? in
                let id = factors[place]
                if (0..<changes.rowCount).allSatisfy({ changes[$0, column] == 0 }) {
                    return DataIssue(
                        severity: .warning, factor: id, date: date, rule: "constant",
                        message: "all \(changes.rowCount) changes of \(id) are zero, so its volatility is 0")
                }
                guard steady.contains(place) else { return nil }
                return DataIssue(
                    severity: .warning, factor: id, date: date, rule: "constant",
                    message:
                        "the \(changes.rowCount) changes of \(id) are all the same but for rounding: it grows evenly,"
                        + " so its volatility is 0")
            }
        }
    }

    // MARK: Pairs

    /// Groups that have too few days in common.
    func issues(ofStrangers strangers: [Strangers]) -> [DataIssue] {
        strangers.map { pair in
            issue(
                .warning, groups[pair.second], "few-common-changes",
                "\(names(groups[pair.second])) and \(names(groups[pair.first])) have \(pair.count) changes on the same days,"
                    + " too few for a correlation: it is 0 unless market.correlations states it")
        }
    }

    /// Correlations that were estimated pair by pair, made positive semi-definite, and what that changed.
    func repaired(
        _ correlation: Matrix, by repair: any PositiveDefiniteRepair
    ) -> (matrix: Matrix, issues: [DataIssue]) {
        guard groups.count > 1, let repaired = try? repair.repair(correlation), repaired.isRepaired else {
            return (correlation, [])
        }
        func short(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }
        let moved = repaired.moves.first.map { move in
            "; moved most: \(factors[move.first]) with \(factors[move.second]), \(short(move.before)) to"
                + " \(short(move.after))"
        }
        return (
            repaired.matrix,
            [
                DataIssue(
                    severity: .information, rule: "pairwise-correlations",
                    message: "correlations estimated pair by pair were not positive semi-definite (smallest eigenvalue"
                        + " \(short(repaired.smallestEigenvalueBefore))); \(type(of: repair).kind) moved them by"
                        + " \(short(repaired.distance)) (Frobenius norm)" + (moved ?? ""))
            ]
        )
    }

    // MARK: Words

    private func issue(
        _ severity: DataIssue.Severity, _ group: Group, _ rule: String, _ message: String, date: CalendarDate? = nil
    ) -> DataIssue {
        DataIssue(
            severity: severity, factor: group.members.count == 1 ? factors[group.members[0]] : nil, date: date,
            rule: rule, message: message)
    }

    private func names(_ group: Group) -> String {
        let shown = group.members.prefix(3).map { factors[$0].name }.joined(separator: ", ")
        return shown + (group.members.count > 3 ? " and \(group.members.count - 3) more" : "")
    }

    private func restOf(_ group: Group) -> String {
        names(group) + (group.members.count == 1 ? " rests on" : " rest on")
    }
    private func haveOf(_ group: Group) -> String { names(group) + (group.members.count == 1 ? " has" : " have") }
}
