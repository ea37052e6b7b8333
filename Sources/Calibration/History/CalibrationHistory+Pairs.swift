import LinearAlgebra
import Market

/// Changes as matrices: of one group, and of two groups on the days that both have.
extension CalibrationHistory {
    /// Fewer common changes than this tell nothing of a correlation, unless the window is that short.
    static let fewestForCorrelation = 20

    /// Changes of a group's members, each over the square root of its length: observations × members, the oldest first.
    func changes(of group: Group) -> Matrix {
        changes(of: group.members.map { (observed[$0], group.window) })
    }

    /// Dates after each change of a group.
    func dates(of group: Group) -> [CalendarDate] { group.window.rows.dropFirst().map { history.dates[$0] } }

    /// The windows of two groups on the days that both have.
    func common(_ first: Group, _ second: Group) -> (first: ChangeWindow, second: ChangeWindow) {
        let (a, b) = (observed[first.members[0]], observed[second.members[0]])
        let perYear = (a.calendar.frequency.changesPerYear, b.calendar.frequency.changesPerYear)
        let span = Double(window) / reference.changesPerYear * (1 - 1e-12)
        var taken: [(own: Int, other: Int)] = []
        var years = 0.0
        // From the newest back, as far as the window reaches. Where a coin meets a share, a weekend is one day of the pair's.
        var matches = a.matches(b).makeIterator()
        while taken.isEmpty || years < span, let match = matches.next() {
            if let later = taken.last {
                let lengths = (
                    a.calendar.length(from: match.own, to: later.own) / perYear.0,
                    b.calendar.length(from: match.other, to: later.other) / perYear.1
                )
                switch (first.frequency == reference, second.frequency == reference) {
                case (true, false): years += lengths.0
                case (false, true): years += lengths.1
                default: years += min(lengths.0, lengths.1)
                }
            }
            taken.append(match)
        }
        guard taken.count > 1 else { return (.none, .none) }
        taken.reverse()
        let pairs = zip(taken, taken.dropFirst())
        return (
            ChangeWindow(
                rows: taken.map { a.rows[$0.own] },
                lengths: pairs.map { a.calendar.length(from: $0.own, to: $1.own) }),
            ChangeWindow(
                rows: taken.map { b.rows[$0.other] },
                lengths: pairs.map { b.calendar.length(from: $0.other, to: $1.other) })
        )
    }

    /// Changes of the members of two groups on the days that both have: the first's columns, then the second's.
    func changes(
        of first: Group, and second: Group, on windows: (first: ChangeWindow, second: ChangeWindow)
    ) -> Matrix {
        changes(
            of: first.members.map { (observed[$0], windows.first) }
                + second.members.map { (observed[$0], windows.second) })
    }

    func changes(of columns: [(factor: ObservedFactor, window: ChangeWindow)]) -> Matrix {
        var changes = Matrix(rowCount: columns.first?.window.count ?? 0, columnCount: columns.count)
        for (column, (factor, window)) in columns.enumerated() {
            for (observation, length) in window.lengths.enumerated() {
                let change = factor.convention.change(
                    from: history[factor: factor.column, date: window.rows[observation]],
                    to: history[factor: factor.column, date: window.rows[observation + 1]])
                changes[observation, column] = length == 1 ? change : change / length.squareRoot()
            }
        }
        return changes
    }

    /// Two groups with too few common changes, and how many they have.
    typealias Strangers = (first: Int, second: Int, count: Int)

    /// Factors × factors with a unit diagonal, put together of the groups' own correlations and of what a measure says of
    /// each two groups.
    ///
    /// - Parameters:
    ///   - own: of each group's members.
    ///   - measure: correlations of the columns of a matrix of changes.
    /// - Returns: the correlations; those of pairs of groups with too few common changes are 0.
    func correlation<Failure: Error>(
        own: [Matrix], byPairs measure: (Matrix) throws(Failure) -> Matrix
    ) throws(Failure) -> (matrix: Matrix, strangers: [Strangers]) {
        if groups.count == 1 { return (steady.isEmpty ? own[0] : withoutSteady(own[0]), []) }
        var result = Matrix.identity(factors.count)
        var strangers: [Strangers] = []
        for (index, group) in groups.enumerated() {
            for (i, row) in group.members.enumerated() {
                for (j, column) in group.members.enumerated() where i != j { result[row, column] = own[index][i, j] }
            }
            for (earlier, other) in groups[..<index].enumerated() {
                let windows = common(other, group)
                let fewest = min(Self.fewestForCorrelation, min(other.window.count, group.window.count))
                guard windows.first.count >= max(2, fewest) else {
                    strangers.append((earlier, index, windows.first.count))
                    continue
                }
                let both = try measure(changes(of: other, and: group, on: windows))
                for (i, row) in other.members.enumerated() {
                    for (j, column) in group.members.enumerated() {
                        result[row, column] = both[i, other.members.count + j]
                        result[column, row] = result[row, column]
                    }
                }
            }
        }
        return (withoutSteady(result), strangers)
    }

    /// The same with factors that grow evenly uncorrelated.
    private func withoutSteady(_ correlation: Matrix) -> Matrix {
        var result = correlation
        for place in steady {
            for other in factors.indices where other != place {
                result[place, other] = 0
                result[other, place] = 0
            }
        }
        return result
    }

    /// The mean change in a usual change's time of one of a group's members.
    ///
    /// - Parameters:
    ///   - column: among the group's.
    ///   - changes: of the group, each over the square root of its length.
    func meanChange(of column: Int, in group: Group, _ changes: Matrix) -> Double {
        var sum = 0.0
        var total = 0.0
        for (row, length) in group.window.lengths.enumerated() {
            sum += length == 1 ? changes[row, column] : changes[row, column] * length.squareRoot()
            total += length
        }
        return sum / total
    }
}
