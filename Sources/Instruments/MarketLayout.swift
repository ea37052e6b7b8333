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

    public let factors: [FactorID]
    private let indexes: [FactorID: Int]
    /// Nodes by curve, shortest tenor first.
    public let curves: [String: [Node]]
    /// Ascending; the last is the time of valuation.
    public let observationTimes: [Double]

    public init(factors: [FactorID], observationTimes: [Double]) {
        self.factors = factors
        self.observationTimes = observationTimes
        indexes = Dictionary(uniqueKeysWithValues: factors.enumerated().map { ($1, $0) })
        curves = Self.curves(of: factors)
    }

    public var valuationTime: Double { observationTimes[observationTimes.count - 1] }

    /// The same factors, seen today.
    public var today: MarketLayout { MarketLayout(factors: factors, observationTimes: [0]) }

    /// Years from the time of valuation to another; 0 where that has come, within the rounding of a year fraction.
    public func time(to event: Double) -> Double {
        let time = event - valuationTime
        return time > Self.rounding ? time : 0
    }

    /// Times closer than this are the same, in years.
    static let rounding = 1e-9

    /// The row of a factor at the time of valuation.
    public func row(_ factor: FactorID) -> Int { row(factor, observation: observationTimes.count - 1) }

    /// The row of a factor at a time that is one of the observation times.
    public func row(_ factor: FactorID, at time: Double) -> Int {
        guard let observation = observationTimes.firstIndex(where: { abs($0 - time) <= Self.rounding }) else {
            preconditionFailure("the market is not observed at \(time)")
        }
        return row(factor, observation: observation)
    }

    private func row(_ factor: FactorID, observation: Int) -> Int {
        guard let index = indexes[factor] else { preconditionFailure("\(factor) is not in the market") }
        return observation * factors.count + index
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
