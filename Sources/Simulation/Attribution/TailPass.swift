import Instruments
import Kernels
import Market
import Measures

/// What is done with a block of replayed paths: weighted sums of losses, by row and by factor.
struct TailPass: Sendable {
    /// One a measure, over all paths.
    let weights: [LoadTable]
    /// The same for factors, where fewer paths may count; empty where factors are not asked for.
    let factorWeights: [LoadTable]
    let contributions: FactorContributions?
    let classes: [FactorClass]
    private let levels: [Double]
    private let isRelative: [Bool]
    /// The place of each factor's class.
    private let classOf: [Int]

    struct Sums: Sendable {
        /// Measures × rows of the revaluation.
        var rows: [[TailMoments]]
        /// Measures × (factors, then classes).
        var factors: [[TailMoments]]
        /// Measures × factors.
        var moves: [[Double]]

        /// Takes the rows of a further slice, and all else of the first.
        mutating func append(_ slice: Sums, isFirst: Bool) {
            for measure in rows.indices { rows[measure] += slice.rows[measure] }
            if isFirst { (factors, moves) = (slice.factors, slice.moves) }
        }

        mutating func add(_ other: Sums) {
            for measure in rows.indices {
                for row in rows[measure].indices { rows[measure][row] += other.rows[measure][row] }
                for row in factors[measure].indices { factors[measure][row] += other.factors[measure][row] }
                for row in moves[measure].indices { moves[measure][row] += other.moves[measure][row] }
            }
        }
    }

    init(
        weights: [LoadTable], factorWeights: [LoadTable], contributions: FactorContributions?, layout: MarketLayout,
        levels: [Double], isRelative: [Bool]
    ) {
        self.weights = weights
        self.factorWeights = factorWeights
        self.contributions = contributions
        self.levels = levels
        self.isRelative = isRelative
        let classes = FactorClass.allCases.filter { wanted in layout.factors.contains { $0.factorClass == wanted } }
        self.classes = classes
        classOf = layout.factors.map { factor in classes.firstIndex(of: factor.factorClass) ?? 0 }
    }

    func emptySums(rowCount: Int) -> Sums {
        let factorRows = contributions == nil ? 0 : levels.count + classes.count
        return Sums(
            rows: weights.map { _ in [TailMoments](repeating: TailMoments(), count: rowCount) },
            factors: weights.map { _ in [TailMoments](repeating: TailMoments(), count: factorRows) },
            moves: weights.map { _ in [Double](repeating: 0, count: levels.count) })
    }

    /// The sums of rows of values.
    ///
    /// - Parameters:
    ///   - range: of the list of paths.
    ///   - values: of every row of the revaluation.
    func sums(_ range: Range<Int>, _ values: Rows, today: [Double]) -> Sums {
        var sums = emptySums(rowCount: values.rowCount)
        for measure in weights.indices {
            for row in 0..<values.rowCount {
                sums.rows[measure][row] = Self.moments(values[row], less: today[row], weights[measure], range)
            }
        }
        return sums
    }

    /// The sums of the market: how far its factors move, and what each of them costs.
    func addMarket(_ range: Range<Int>, _ market: Rows, to sums: inout Sums) {
        for measure in weights.indices {
            for factor in levels.indices {
                let row = market[factor]
                let level = levels[factor]
                var total = 0.0
                for (column, place) in range.enumerated() {
                    let change = isRelative[factor] ? row[column] / level - 1 : row[column] - level
                    total += weights[measure].loads[place][0] * change
                }
                sums.moves[measure][factor] = total
            }
        }
        if let contributions { addFactors(contributions, range, market, to: &sums) }
    }

    private func addFactors(
        _ contributions: FactorContributions, _ range: Range<Int>, _ market: Rows, to sums: inout Sums
    ) {
        let columns = range.indices.filter { place in factorWeights.contains { $0.isLoaded[place] } }
            .map { $0 - range.lowerBound }
        guard !columns.isEmpty else { return }
        let gains = contributions.gains(market, columns: columns)
        let byClass = RowStorage(rowCount: classes.count, pathCount: columns.count)
        for factor in levels.indices {
            Elementwise.accumulate(
                1, UnsafeBufferPointer(gains.rows[factor]), into: byClass.rows[classOf[factor]])
        }
        for (measure, table) in factorWeights.enumerated() {
            let own = LoadTable(table, places: columns.map { range.lowerBound + $0 })
            let all = 0..<columns.count
            for factor in levels.indices {
                sums.factors[measure][factor] = Self.moments(
                    UnsafeBufferPointer(gains.rows[factor]), less: 0, own, all)
            }
            for place in classes.indices {
                sums.factors[measure][levels.count + place] = Self.moments(
                    UnsafeBufferPointer(byClass.rows[place]), less: 0, own, all)
            }
        }
        withExtendedLifetime((gains, byClass)) {}
    }

    /// - Parameter places: in the table, of the elements of the row.
    private static func moments(
        _ values: UnsafeBufferPointer<Double>, less today: Double, _ table: LoadTable, _ places: Range<Int>
    ) -> TailMoments {
        table.loads.withUnsafeBufferPointer { loads in
            table.spreads.withUnsafeBufferPointer { spreads in
                var linear = SIMD4<Double>.zero
                var square = 0.0
                for column in values.indices {
                    let loss = today - values[column]
                    linear += loads[places.lowerBound + column] * loss
                    square += spreads[places.lowerBound + column] * loss * loss
                }
                return TailMoments(linear: linear, square: square)
            }
        }
    }
}

extension LoadTable {
    /// Some places of a table.
    fileprivate init(_ table: LoadTable, places: [Int]) {
        loads = places.map { table.loads[$0] }
        spreads = places.map { table.spreads[$0] }
        isLoaded = places.map { table.isLoaded[$0] }
    }
}
