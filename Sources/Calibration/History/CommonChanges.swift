import LinearAlgebra
import Market

/// Changes on days that several factors have in common, for what can only be learned from whole days: fat tails that are
/// shared, the laws of factors beside each other.
public struct CommonChanges: Sendable {
    public let factors: [FactorID]
    /// Observations × factors, the oldest first, each over the square root of its length; zero for a factor that grows
    /// evenly.
    public let changes: Matrix
    /// Of each observation: the later of the two dates of its change.
    public let dates: [CalendarDate]
}

extension CalibrationHistory {
    /// Of days in common at least this share of the window must be left.
    private static let leastShare = 0.75

    /// The changes of the largest group, and of those others that are as frequent and leave it most of its days, as the
    /// days that all of these have.
    ///
    /// A factor that was halted, listed late or has a level a month would decide which days the others' tails are learned
    /// from, so it is left out; `own` tells its changes.
    public var common: CommonChanges {
        guard let main = groups.first else {
            return CommonChanges(factors: [], changes: Matrix(rowCount: 0, columnCount: 0), dates: [])
        }
        var taken = [main]
        var rows = main.window.rows
        for group in groups.dropFirst() where group.frequency.isDaily && main.frequency.isDaily && group.isWhole {
            let own = Set(observed[group.members[0]].rows)
            let both = rows.filter(own.contains)
            guard both.last == rows.last || (both.last ?? 0) >= rows[max(0, rows.count - Self.mostLostAtEnd)],
                Double(both.count) >= Self.leastShare * Double(main.window.rows.count)
            else { continue }
            taken.append(group)
            rows = both
        }
        let places = taken.flatMap(\.members).sorted()
        var changes = taken.count == 1 ? changes(of: main) : changes(of: places, on: rows)
        for (column, place) in places.enumerated() where steady.contains(place) {
            for row in 0..<changes.rowCount { changes[row, column] = 0 }
        }
        return CommonChanges(
            factors: places.map { factors[$0] }, changes: changes,
            dates: rows.dropFirst().map { history.dates[$0] })
    }

    /// Changes of some factors between rows on which all of them have a level.
    private func changes(of places: [Int], on rows: [Int]) -> Matrix {
        changes(
            of: places.map { place in
                let factor = observed[place]
                let wanted = Set(rows)
                let indices = factor.rows.indices.filter { wanted.contains(factor.rows[$0]) }
                let lengths = zip(indices, indices.dropFirst()).map { factor.calendar.length(from: $0, to: $1) }
                return (factor, ChangeWindow(rows: rows, lengths: lengths))
            })
    }

    /// Days of the largest group that may lack at its end.
    private static let mostLostAtEnd = 10

    /// The changes of one factor on its own days, each over the square root of its length; empty for one without any.
    public func own(_ factor: FactorID) -> [Double] {
        guard let place = factors.firstIndex(of: factor), !steady.contains(place),
            let group = groups.first(where: { $0.members.contains(place) })
        else { return [] }
        return changes(of: [(observed[place], group.window)]).elements
    }

    /// Correlations by a measure of their own, such as ranks: of each group, and of each two on the days that both have.
    public func correlation(by measure: (Matrix) -> Matrix) -> Matrix {
        correlation(own: groups.map { measure(changes(of: $0)) }, byPairs: measure).matrix
    }
}
