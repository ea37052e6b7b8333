import LinearAlgebra
import Market

/// The changes of several factors, each on the days that it has levels, and each pair on the days that both have.
///
/// A window of n changes is a span of time: n business days where some factor is daily in a five-day week, otherwise n of
/// the most frequent factor's changes. Each factor takes its own changes in a span so long that ends with its own last
/// level, each pair those between the days that both have. So no factor's gaps decide what the others rest on. A change
/// is divided by the square root of its length, in the factor's own usual changes, which makes all of them one usual
/// change's where they are independent. Factors whose windows agree day by day form one group and are estimated as one
/// matrix: where all do, nothing is taken pair by pair.
public struct CalibrationHistory: Sendable {
    /// Factors with the same window.
    struct Group: Sendable {
        /// Places among `factors`, ascending.
        var members: [Int]
        let window: ChangeWindow
        let frequency: LevelFrequency
        /// Whether the window is as long as was asked for.
        let isWhole: Bool
    }

    /// Those with at least two changes, in the order asked for.
    public let factors: [FactorID]
    /// How each factor's change is measured.
    public let conventions: [ChangeConvention]
    /// Those that the window is counted in first, of these the largest; of equal ones that which ends last, then that which
    /// holds the first factor.
    let groups: [Group]
    let observed: [ObservedFactor]
    /// Places of factors that grow evenly: their changes differ by rounding alone.
    let steady: Set<Int>
    let history: PriceHistory
    let asOf: CalendarDate
    /// As asked for, in changes of the reference.
    let window: Int
    /// The frequency of the calendar that the window is counted in.
    public let reference: LevelFrequency
    /// Whether the scenario states the frequency, so that nobody need be warned of it.
    let isFrequencyStated: Bool

    /// - Parameters:
    ///   - columns: the factors to take, as columns of the history, in the order wanted.
    ///   - conventions: how the change of each is measured.
    ///   - window: how many changes; at least two.
    ///   - asOf: the last date that may count.
    ///   - isFrequencyStated: whether the scenario says how often levels come.
    ///   - mayBeShort: factors whose volatility is known otherwise, so that a history shorter than the window will do.
    /// - Throws: factors with a shorter history, or a level that its convention cannot take.
    public init(
        _ history: PriceHistory, columns: [Int], conventions: [ChangeConvention], window: Int, asOf: CalendarDate,
        isFrequencyStated: Bool = false, mayBeShort: Set<FactorID> = []
    ) throws(CalibrationError) {
        precondition(columns.count == conventions.count, "one convention a factor")
        guard window >= 2 else { throw .tooFewObservations(count: max(window, 0)) }
        var known: [[Int]: FactorCalendar] = [:]
        let all = zip(columns, conventions).map {
            ObservedFactor(history, column: $0, convention: $1, window: window, asOf: asOf, known: &known)
        }
        let frequencies = all.filter { $0.rows.count > 2 }.map(\.calendar.frequency)
        let reference =
            frequencies.contains(.businessDaily)
            ? LevelFrequency.businessDaily
            : frequencies.max { $0.changesPerYear < $1.changesPerYear } ?? .businessDaily

        var observed: [ObservedFactor] = []
        var groups: [Group] = []
        var places: [ChangeWindow: Int] = [:]
        var short: [CalibrationError.Shortage] = []
        for factor in all {
            let perYear = factor.calendar.frequency.changesPerYear
            let span =
                factor.calendar.frequency == reference
                ? Double(window) : Double(window) * perYear / reference.changesPerYear
            let (own, isWhole) = factor.window(span)
            if !isWhole, !mayBeShort.contains(factor.id) {
                short.append(Self.shortage(factor, own, history))
                continue
            }
            guard own.count >= 2 else { continue }
            try Self.check(factor, own, history)
            let place = observed.count
            observed.append(factor)
            if let group = places[own], groups[group].frequency == factor.calendar.frequency {
                groups[group].members.append(place)
            } else {
                places[own] = groups.count
                groups.append(
                    Group(members: [place], window: own, frequency: factor.calendar.frequency, isWhole: isWhole))
            }
        }
        guard short.isEmpty else {
            throw .windowTooLong(window: window, short: short.sorted { $0.count < $1.count })
        }
        self.observed = observed
        var steady: Set<Int> = []
        for group in groups {
            for place in group.members where observed[place].growsEvenly(group.window, in: history) {
                steady.insert(place)
            }
        }
        self.steady = steady
        factors = observed.map(\.id)
        self.conventions = observed.map(\.convention)
        self.groups = groups.sorted { a, b in
            if a.isWhole != b.isWhole { return a.isWhole }
            if (a.frequency == reference) != (b.frequency == reference) { return a.frequency == reference }
            if a.members.count != b.members.count { return a.members.count > b.members.count }
            let (endA, endB) = (a.window.rows.last ?? 0, b.window.rows.last ?? 0)
            return endA != endB ? endA > endB : a.members[0] < b.members[0]
        }
        self.reference = reference
        self.isFrequencyStated = isFrequencyStated
        self.history = history
        self.asOf = asOf
        self.window = window
    }

    private static func shortage(
        _ factor: ObservedFactor, _ window: ChangeWindow, _ history: PriceHistory
    ) -> CalibrationError.Shortage {
        .init(
            factor: factor.id, count: window.count, first: window.rows.dropFirst().first.map { history.dates[$0] },
            last: window.count > 0 ? window.rows.last.map { history.dates[$0] } : nil)
    }

    private static func check(
        _ factor: ObservedFactor, _ window: ChangeWindow, _ history: PriceHistory
    ) throws(CalibrationError) {
        guard factor.convention == .logarithmic else { return }
        for row in window.rows where history[factor: factor.column, date: row] <= 0 {
            throw .levelNotPositive(
                factor: factor.id, date: history.dates[row], level: history[factor: factor.column, date: row])
        }
    }
}
