import Market
import Settings

/// Where the rows of a `MarketBlock` are, and what time they show: all that compiling a portfolio needs to know of the
/// market. Times are years from the valuation date.
public struct MarketLayout: Sendable {
    /// A node of a curve: its tenor in years and its factor.
    public struct Node: Hashable, Sendable {
        public var tenor: Double
        public var factor: FactorID

        public init(tenor: Double, factor: FactorID) {
            self.tenor = tenor
            self.factor = factor
        }
    }

    /// What a row holds: the levels of a factor at one of the observation times.
    public struct Row: Hashable, Sendable {
        public var observation: Int
        public var factor: Int
    }

    public let factors: [FactorID]
    private let indexes: [FactorID: Int]
    /// Nodes by curve, shortest tenor first.
    public let curves: [String: [Node]]
    /// Ascending; the last is the time of valuation.
    public let observationTimes: [Double]
    /// The factors at the time of valuation, then the fixings: by time, and by factor.
    public let rows: [Row]
    private let places: [Row: Int]
    /// The rows of each factor that is fixed before the time of valuation.
    private let fixed: [Int: [Int]]

    /// - Parameters:
    ///   - observationTimes: ascending; the last is the time of valuation.
    ///   - fixings: levels that are read before then; those that are none of these times have no row.
    public init(factors: [FactorID], observationTimes: [Double], fixings: [Fixing] = []) {
        self.init(
            factors: factors, indexes: Dictionary(uniqueKeysWithValues: factors.enumerated().map { ($1, $0) }),
            curves: Self.curves(of: factors), observationTimes: observationTimes, fixings: fixings)
    }

    private init(
        factors: [FactorID], indexes: [FactorID: Int], curves: [String: [Node]], observationTimes: [Double],
        fixings: [Fixing]
    ) {
        self.factors = factors
        self.indexes = indexes
        self.curves = curves
        self.observationTimes = observationTimes
        let last = observationTimes.count - 1
        var further: Set<Row> = []
        for fixing in Set(fixings) {
            guard let factor = indexes[fixing.factor],
                let observation = Self.observation(at: fixing.time, among: observationTimes), observation < last
            else { continue }
            further.insert(Row(observation: observation, factor: factor))
        }
        rows =
            factors.indices.map { Row(observation: last, factor: $0) }
            + further.sorted { ($0.observation, $0.factor) < ($1.observation, $1.factor) }
        places = further.isEmpty ? [:] : Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
        var fixed: [Int: [Int]] = [:]
        for (place, row) in rows.enumerated().dropFirst(factors.count) { fixed[row.factor, default: []].append(place) }
        self.fixed = fixed
    }

    public var rowCount: Int { rows.count }

    public var valuationTime: Double { observationTimes[observationTimes.count - 1] }

    /// The same factors, seen today.
    public var today: MarketLayout {
        MarketLayout(factors: factors, indexes: indexes, curves: curves, observationTimes: [0], fixings: [])
    }

    /// Years from the time of valuation to another; 0 where that has come, within the rounding of a year fraction.
    public func time(to event: Double) -> Double {
        let time = event - valuationTime
        return time > Self.rounding ? time : 0
    }

    /// Times closer than this are the same, in years.
    static let rounding = 1e-9

    /// The row of a factor at the time of valuation.
    public func row(_ factor: FactorID) -> Int { index(factor) }

    /// The row of a factor at a time that it is fixed at.
    public func row(_ factor: FactorID, at time: Double) -> Int {
        guard let observation = Self.observation(at: time, among: observationTimes) else {
            preconditionFailure("the market is not observed at \(time)")
        }
        let index = index(factor)
        guard observation < observationTimes.count - 1 else { return index }
        guard let row = places[Row(observation: observation, factor: index)] else {
            preconditionFailure("\(factor) is not fixed at \(time)")
        }
        return row
    }

    /// All rows of a factor, by its place: at the time of valuation, and its fixings.
    public func rows(of factor: Int) -> [Int] { [factor] + (fixed[factor] ?? []) }

    /// The rows of a factor's fixings, by their observation.
    public func fixingRows(of factor: Int) -> [Int: Int] {
        Dictionary(uniqueKeysWithValues: (fixed[factor] ?? []).map { (rows[$0].observation, $0) })
    }

    private func index(_ factor: FactorID) -> Int {
        guard let index = indexes[factor] else { preconditionFailure("\(factor) is not in the market") }
        return index
    }

    private static func observation(at time: Double, among times: [Double]) -> Int? {
        // The first that is not earlier by more than rounding: times are ascending.
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time - rounding { low = middle + 1 } else { high = middle }
        }
        return low < times.count && abs(times[low] - time) <= rounding ? low : nil
    }

    /// The curves that some factors form: every id of three or more parts whose last is a tenor is a node of the curve
    /// that the parts before it name.
    public static func curves(of factors: [FactorID]) -> [String: [Node]] {
        var curves: [String: [Node]] = [:]
        for factor in factors {
            let parts = factor.parts
            guard parts.count >= 3, let last = parts.last, let tenor = Term.span(last), tenor > 0 else { continue }
            curves[parts.dropLast().joined(separator: "."), default: []].append(Node(tenor: tenor, factor: factor))
        }
        return curves.mapValues { nodes in nodes.sorted { ($0.tenor, $0.factor) < ($1.tenor, $1.factor) } }
    }

    /// The rows that some quantities are read from at the time of valuation, ascending, each once.
    ///
    /// - Parameter tenor: as for `blend`.
    func rows(of quantities: [Quantity], tenor: Double) -> [Int] {
        Set(quantities.flatMap { blend($0, tenor: tenor).terms.map(\.row) }).sorted()
    }

    /// A quantity as a weighted sum of rows at the time of valuation.
    ///
    /// - Parameter tenor: years from the time of valuation, where a curve is read: linear between its nodes, flat
    ///   beyond the first and the last.
    public func blend(_ quantity: Quantity, tenor: Double) -> RowBlend {
        switch quantity {
        case .number(let value): return RowBlend(constant: value)
        case .factor(let factor): return RowBlend(terms: [.init(row: row(factor), weight: 1)])
        case .curve(let name):
            guard let nodes = curves[name], let first = nodes.first, let last = nodes.last else {
                preconditionFailure("there is no curve \(name)")
            }
            guard tenor > first.tenor else { return RowBlend(terms: [.init(row: row(first.factor), weight: 1)]) }
            guard let right = nodes.firstIndex(where: { $0.tenor >= tenor }) else {
                return RowBlend(terms: [.init(row: row(last.factor), weight: 1)])
            }
            let (a, b) = (nodes[right - 1], nodes[right])
            let weight = (tenor - a.tenor) / (b.tenor - a.tenor)
            guard weight < 1 else { return RowBlend(terms: [.init(row: row(b.factor), weight: 1)]) }
            return RowBlend(terms: [
                .init(row: row(a.factor), weight: 1 - weight), .init(row: row(b.factor), weight: weight),
            ])
        }
    }
}
