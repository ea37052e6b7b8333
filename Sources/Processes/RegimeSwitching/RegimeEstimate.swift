import Optimization
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Two regimes fitted to daily logarithmic changes: by EM from several starts, then by maximum likelihood.
///
/// EM raises the likelihood at each step but ends slowly; the direct search finishes it and gives the errors by the
/// observed information. The stressed state is the one of the greater volatility.
/// Sources: J. Hamilton, “Analysis of time series subject to changes in regime”, J. Econometrics 45, 1990 (EM);
/// R. Hathaway, “A constrained formulation of maximum-likelihood estimation for normal mixture distributions”, Annals of
/// Statistics 13, 1985 (a bound on the deviations, without which a regime of one day has infinite likelihood).
public struct RegimeEstimate: Sendable {
    /// The parameters, named like the settings of the process and in their units.
    public enum Parameter: String, CaseIterable, Sendable {
        case calmVolatility, stressedVolatility, calmDrift, stressedDrift, staysCalm, staysStressed

        /// The same of the other regime.
        var counterpart: Parameter {
            switch self {
            case .calmVolatility: .stressedVolatility
            case .stressedVolatility: .calmVolatility
            case .calmDrift: .stressedDrift
            case .stressedDrift: .calmDrift
            case .staysCalm: .staysStressed
            case .staysStressed: .staysCalm
            }
        }
    }

    public struct Value: Hashable, Sendable {
        public var value: Double
        /// Nil for what was held, is at a bound or is not told by the sample.
        public var standardError: Double?
        public var isFree: Bool
    }

    public let values: [Parameter: Value]
    public let model: RegimeModel
    public let logLikelihood: Double
    /// The history through the fitted model.
    public let filter: RegimeFilter
    /// Where the fit ended at a bound, and whether a second regime is needed at all.
    public let remarks: [FitRemark]

    public subscript(parameter: Parameter) -> Double { values[parameter]?.value ?? .nan }

    /// Daily moves below which nothing is fitted.
    public static let fewestMoves = 250

    /// - Parameters:
    ///   - changes: daily logarithmic changes, finite, the oldest first.
    ///   - held: values that are not estimated, per year where they are volatilities and drifts.
    public init(_ changes: [Double], held: [Parameter: Double] = [:]) throws(FitError) {
        guard changes.count >= Self.fewestMoves else {
            throw .tooFewMoves(needed: Self.fewestMoves, found: changes.count)
        }
        let volatility = Descriptive(changes).standardDeviation / FactorSample.step.squareRoot()
        guard volatility > 0, volatility.isFinite else { throw .noVariation }
        let free = Parameter.allCases.filter { held[$0] == nil }
        func complete(_ point: [Double]) -> [Parameter: Double] {
            var all = held
            for (parameter, value) in zip(free, point) { all[parameter] = value }
            return all
        }
        let start = Self.expectationMaximization(changes, volatility: volatility, held: held)
        var values: [Parameter: Value] = [:]
        var remarks: [FitRemark] = []
        for (parameter, value) in held { values[parameter] = Value(value: value, standardError: nil, isFree: false) }
        if !free.isEmpty {
            let bounds = free.map { $0.bounds(volatility: volatility) }
            let fit: MaximumLikelihood
            do {
                fit = try MaximumLikelihood(bounds, from: [free.map { start[$0] ?? 0 }]) { point in
                    RegimeFilter.logLikelihood(changes, model: RegimeModel(complete(point)))
                }
            } catch {
                throw .notConverged(error.description)
            }
            for (index, parameter) in free.enumerated() {
                values[parameter] = Value(
                    value: fit.estimates[index], standardError: fit.standardErrors[index], isFree: true)
            }
            // The regimes change their names below where the calm one was found to be the more volatile.
            let isSwapped =
                (values[.calmVolatility]?.value ?? 0) > (values[.stressedVolatility]?.value ?? .infinity)
            for (found, end) in zip(free, fit.ends) {
                let parameter = isSwapped ? found.counterpart : found
                guard let end, let meaning = parameter.meaning(end) else { continue }
                remarks.append(
                    .init(.atBound, "\(parameter.rawValue) ends at \(end.words) that is looked for: \(meaning)"))
            }
            if fit.isFlat { remarks.append(.flat(free.map(\.rawValue))) }
            let floor = Self.smallestShare * volatility * 1.001
            for parameter in [Parameter.calmVolatility, .stressedVolatility] {
                if let value = values[parameter], value.isFree, value.value <= floor {
                    throw .notConverged(
                        "one regime shrinks to days that hardly move, such as days without prices")
                }
            }
        }
        if let calm = values[.calmVolatility], let stressed = values[.stressedVolatility], calm.value > stressed.value {
            guard held.isEmpty else {
                throw .notConverged("with the settings that are given, the calm regime would be the more volatile")
            }
            for a in [Parameter.calmVolatility, .calmDrift, .staysCalm] {
                (values[a], values[a.counterpart]) = (values[a.counterpart], values[a])
            }
        }
        self.values = values
        model = RegimeModel(values.mapValues(\.value))
        filter = RegimeFilter(changes, model: model)
        logLikelihood = filter.logLikelihood
        guard logLikelihood.isFinite else {
            throw .notConverged("the settings that are given make the history impossible")
        }
        let sample = Descriptive(changes)
        let n = Double(sample.count)
        let single = -0.5 * n * (log(2 * Double.pi * sample.variance * (n - 1) / n) + 1)
        // Akaike's criterion: a parameter more is worth 1, and the second regime has four.
        if held.isEmpty, logLikelihood - single < 4 {
            remarks.append(
                .init(
                    .flat,
                    "one normal law fits the history as well: it does not tell a stressed regime from a calm one, and"
                        + " geometric-brownian-motion says as much"))
        }
        self.remarks = remarks
    }

    /// The least volatility of a regime, as a share of the sample's.
    static let smallestShare = 0.05

    /// The best of the ends that EM reaches from several starts.
    private static func expectationMaximization(
        _ changes: [Double], volatility: Double, held: [Parameter: Double]
    ) -> [Parameter: Double] {
        let starts: [(calm: Double, stressed: Double, staysCalm: Double, staysStressed: Double)] = [
            (0.7, 1.6, 0.98, 0.95), (0.5, 1.2, 0.95, 0.95), (0.85, 3, 0.99, 0.8), (0.6, 1.4, 0.8, 0.6),
        ]
        var best: (values: [Parameter: Double], logLikelihood: Double)?
        for start in starts {
            var values: [Parameter: Double] = [
                .calmVolatility: start.calm * volatility, .stressedVolatility: start.stressed * volatility,
                .calmDrift: 0, .stressedDrift: 0, .staysCalm: start.staysCalm, .staysStressed: start.staysStressed,
            ]
            values.merge(held) { $1 }
            var last = -Double.infinity
            for _ in 0..<500 {
                let filter = RegimeFilter(changes, model: RegimeModel(values))
                guard filter.logLikelihood.isFinite else { break }
                let gain = filter.logLikelihood - last
                last = filter.logLikelihood
                if last > best?.logLikelihood ?? -.infinity { best = (values, last) }
                guard gain > 1e-4 else { break }
                values = maximized(filter, changes, least: smallestShare * volatility).merging(held) { $1 }
            }
        }
        return best?.values ?? held
    }

    /// The parameters that are likeliest where each day's state is known by its probability.
    private static func maximized(
        _ filter: RegimeFilter, _ changes: [Double], least: Double
    ) -> [Parameter: Double] {
        let (stressed, toStressed) = filter.smoothed()
        var weights = SIMD2<Double>(0, 0)
        var sums = SIMD2<Double>(0, 0)
        for (change, probability) in zip(changes, stressed) {
            let weight = SIMD2(1 - probability, probability)
            weights += weight
            sums += weight * change
        }
        let means = sums / weights
        var squares = SIMD2<Double>(0, 0)
        for (change, probability) in zip(changes, stressed) {
            let distance = SIMD2(repeating: change) - means
            squares += SIMD2(1 - probability, probability) * distance * distance
        }
        let last = stressed.last ?? 0
        let moves = weights - SIMD2(1 - last, last)
        let volatilities = (squares / weights / FactorSample.step).squareRoot()
        let drifts = means / FactorSample.step + 0.5 * volatilities * volatilities
        func probability(_ value: Double) -> Double { min(max(value, 0.01), 1 - 1e-4) }
        return [
            .calmVolatility: max(volatilities[0], least), .stressedVolatility: max(volatilities[1], least),
            .calmDrift: drifts[0], .stressedDrift: drifts[1],
            .staysCalm: probability(1 - toStressed[0] / moves[0]),
            .staysStressed: probability(toStressed[1] / moves[1]),
        ]
    }
}

extension RegimeEstimate.Parameter {
    /// What it means where the fit ends at a bound; nil where nobody needs to know.
    fileprivate func meaning(_ end: SearchEnd) -> String? {
        switch (self, end) {
        case (.calmVolatility, .lowest), (.stressedVolatility, .lowest): "its days hardly move"
        case (.calmVolatility, .highest), (.stressedVolatility, .highest), (.calmDrift, _), (.stressedDrift, _):
            "the regime is a few days of the history"
        case (.staysCalm, .lowest), (.staysStressed, .lowest): "days of the regime come alone"
        case (.staysCalm, .highest), (.staysStressed, .highest): "the history never leaves the regime"
        }
    }

    /// - Parameter volatility: of the whole history.
    fileprivate func bounds(volatility: Double) -> MaximumLikelihood.Parameter {
        let (range, scale): (ClosedRange<Double>, Double) =
            switch self {
            case .calmVolatility, .stressedVolatility:
                (RegimeEstimate.smallestShare * volatility...20 * volatility, 0.1 * volatility)
            case .calmDrift, .stressedDrift: (-50 * volatility...50 * volatility, volatility)
            case .staysCalm, .staysStressed: (0.001...1 - 1e-6, 0.02)
            }
        return MaximumLikelihood.Parameter(rawValue, range, scale: scale)
    }
}

extension RegimeModel {
    /// By days, from annual volatilities and drifts: a day's mean is (drift − volatility²/2)/252.
    init(_ values: [RegimeEstimate.Parameter: Double]) {
        func pair(_ calm: RegimeEstimate.Parameter, _ stressed: RegimeEstimate.Parameter) -> SIMD2<Double> {
            SIMD2(values[calm] ?? .nan, values[stressed] ?? .nan)
        }
        let volatilities = pair(.calmVolatility, .stressedVolatility)
        let drifts = pair(.calmDrift, .stressedDrift)
        self.init(
            means: (drifts - 0.5 * volatilities * volatilities) * FactorSample.step,
            deviations: volatilities * FactorSample.step.squareRoot(), stays: pair(.staysCalm, .staysStressed))
    }
}
