import LinearAlgebra
import Market
import Measures
import Reports
import Scenarios
import Settings
import Simulation

extension RunDifferences {
    /// Of more factors than this, pairs are not compared.
    private static let pairLimit = 500

    init(from first: ResolvedRun, to second: ResolvedRun) {
        let (a, b) = (first.run.run, second.run.run)
        let places = Dictionary(uniqueKeysWithValues: b.market.factors.enumerated().map { ($1.id, $0) })
        let pairs = a.market.factors.indices.compactMap { index in
            places[a.market.factors[index].id].map { (index, $0) }
        }
        let known = Set(a.market.factors.map(\.id))
        self.init(
            levels: Self.levels(first.run.market, b.market, pairs), volatilities: Self.volatilities(a, b, pairs),
            correlations: Self.correlations(first, second, pairs), positions: Self.positions(a, b),
            settings: Self.settings(first, second),
            onlyFirst: a.market.factors.map(\.id).filter { places[$0] == nil },
            onlySecond: b.market.factors.map(\.id).filter { !known.contains($0) })
    }

    private static func levels(
        _ a: BoundMarket, _ b: MarketModel, _ pairs: [(Int, Int)]
    ) -> [Level] {
        let moved = pairs.compactMap { first, second -> Level? in
            let (old, new) = (a.factors[first], b.factors[second])
            guard old.level != new.level else { return nil }
            let change = old.convention.change(from: old.level, to: new.level)
            let daily = old.volatility * (1.0 / 252).squareRoot()
            return Level(
                factor: old.id, from: old.level, to: new.level, deviations: daily > 0 ? change / daily : nil)
        }
        func size(_ level: Level) -> Double { abs(level.deviations ?? .infinity) }
        return moved.sorted { (size($1), $0.factor) < (size($0), $1.factor) }
    }

    private static func volatilities(_ a: Run, _ b: Run, _ pairs: [(Int, Int)]) -> [Volatility] {
        let changed = pairs.compactMap { first, second -> Volatility? in
            let (old, new) = (a.market.factors[first], b.market.factors[second])
            let isOther = old.process != new.process || old.marginal != new.marginal
            guard old.volatility != new.volatility || old.drift != new.drift || isOther else { return nil }
            return Volatility(
                factor: old.id, from: old.volatility, to: new.volatility,
                processes: isOther ? [old.process.kind, new.process.kind] : nil)
        }
        func size(_ change: Volatility) -> Double {
            let (low, high) = (min(change.from, change.to), max(change.from, change.to))
            return high == low ? 0 : low > 0 ? high / low : .infinity
        }
        return changed.sorted { (size($1), $0.factor) < (size($0), $1.factor) }
    }

    private static func correlations(
        _ first: ResolvedRun, _ second: ResolvedRun, _ pairs: [(Int, Int)]
    ) -> [Correlation] {
        guard pairs.count <= pairLimit else { return [] }
        var changed: [Correlation] = []
        for (place, (i, k)) in pairs.enumerated() {
            for (j, l) in pairs[..<place] {
                let (old, new) = (first.correlation[i, j], second.correlation[k, l])
                guard old != new else { continue }
                let factors = first.run.market.factors
                changed.append(Correlation(between: [factors[j].id, factors[i].id], from: old, to: new))
            }
        }
        return Array(changed.sorted { abs($0.to - $0.from) > abs($1.to - $1.from) }.prefix(20))
    }

    private static func positions(_ a: Run, _ b: Run) -> [Position] {
        let later = Dictionary(b.positions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let earlier = Set(a.positions.map(\.id))
        let kept = a.positions.compactMap { old -> Position? in
            guard let new = later[old.id] else {
                return Position(id: old.id, book: old.book, from: old.quantity, to: nil, isOther: false)
            }
            let isOther =
                old.instrument != new.instrument || old.book != new.book || old.currency != new.currency
            guard isOther || old.quantity != new.quantity else { return nil }
            return Position(id: new.id, book: new.book, from: old.quantity, to: new.quantity, isOther: isOther)
        }
        let added = b.positions.filter { !earlier.contains($0.id) }.map {
            Position(id: $0.id, book: $0.book, from: nil, to: $0.quantity, isOther: false)
        }
        return kept + added
    }

    private static func settings(
        _ first: ResolvedRun, _ second: ResolvedRun
    ) -> [Setting] {
        func words(_ resolved: ResolvedRun) -> [(String, String)] {
            let sampling = resolved.run.sampling
            return [
                ("as of", "\(resolved.run.asOf)"), ("dependence", resolved.model.dependence),
                ("covariance", resolved.model.covariance ?? "stated"),
                ("simulation", resolved.scenarios?.title ?? "Monte Carlo"),
                ("horizon", NumberText.counted(sampling.horizonDays, "business day")),
                ("paths", NumberText.integer(sampling.paths)), ("steps", "\(sampling.steps)"),
                ("precision", sampling.precision.rawValue), ("seed", "\(sampling.seed)"),
                ("measures", measures(resolved.run)),
            ]
        }
        func measures(_ run: BoundRun) -> String {
            run.measures.map { MeasureDescription($0) }.filter { !$0.qualifier.isEmpty }.map(\.kindWords)
                .joined(separator: ", ")
        }
        return zip(words(first), words(second)).compactMap { old, new in
            old.1 == new.1 ? nil : Setting(name: old.0, from: old.1, to: new.1)
        }
    }
}
