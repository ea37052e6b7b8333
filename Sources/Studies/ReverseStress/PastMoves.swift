import LinearAlgebra
import Market
import Scenarios
import Simulation

/// What the factors of a run did over every window of its horizon in their history, from today's levels.
struct PastMoves: Sendable {
    /// Of each window, the oldest first.
    private(set) var dates: [(from: CalendarDate, to: CalendarDate)] = []
    /// Windows × factors of the run.
    let levels: Matrix
    /// Business days of a window.
    let days: Int
    /// Factors without a history: they stay.
    let still: [FactorID]

    /// Numbers that the windows may have, so that a wide market takes no more than 160 MB.
    private static let most = 20_000_000

    /// Nil where no window is whole, or the levels come less often than on business days.
    init?(_ base: RunBase) {
        let (run, history) = (base.run, base.history)
        let (law, days) = (run.moveLaw, base.run.sampling.horizonDays)
        let columns = law.factors.map { history.index(of: $0) }
        guard let last = history.dates.last, columns.contains(where: { $0 != nil }), history.dates.count > days,
            (history.dates.count - days) * law.factors.count <= Self.most
        else { return nil }
        for column in columns.compactMap(\.self) {
            let known = history.rows(of: column, through: last).map { history.dates[$0] }
            guard FactorCalendar(known).frequency.isDaily else { return nil }
        }
        var elements: [Double] = []
        for end in days..<history.dates.count {
            let changes = columns.enumerated().map { index, column -> Double in
                guard let column else { return 0 }
                return law.conventions[index].change(
                    from: history[factor: column, date: end - days], to: history[factor: column, date: end])
            }
            guard changes.allSatisfy(\.isFinite) else { continue }
            let after = law.levels(after: changes)
            guard after.indices.allSatisfy({ after[$0] > 0 || !law.factors[$0].factorClass.isPositive }) else {
                continue
            }
            dates.append((history.dates[end - days], history.dates[end]))
            elements += after
        }
        guard !dates.isEmpty else { return nil }
        levels = Matrix(rowCount: dates.count, columnCount: columns.count, elements: elements)
        self.days = days
        still = zip(law.factors, columns).filter { $0.1 == nil }.map(\.0)
    }

    /// How often a book of today would have lost an amount.
    func losses(of amount: Double, node: Int, _ run: BoundRun, at time: ValuationTime, workers: Int) -> PastLosses {
        let losses = run.profitAndLoss(levels: levels, at: time, workers: workers).withNode(node) { $0.map { -$0 } }
        let worst = losses.indices.max { losses[$0] < losses[$1] } ?? 0
        var (times, free) = (0, dates[0].from)
        for (window, loss) in zip(dates, losses) where loss >= amount && window.from >= free {
            times += 1
            free = window.to
        }
        return PastLosses(
            from: dates[0].from, to: dates[dates.count - 1].to, days: days, windows: dates.count,
            losing: losses.count { $0 >= amount }, times: times, largest: losses[worst], largestTo: dates[worst].to,
            still: still)
    }
}
