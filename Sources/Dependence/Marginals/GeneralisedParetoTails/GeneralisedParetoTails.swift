import Settings
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The history's own law with generalised-Pareto tails: peaks over threshold.
///
/// Between the thresholds the sample quantiles at scores spread evenly, joined by a monotone cubic; beyond them the
/// fitted tails, which stay as they were fitted. The part between is bent so that the whole has mean 0 and variance 1, and the
/// volatility stays what it is (`MatchedBody`).
/// Sources: A. McNeil, R. Frey, “Estimation of tail-related risk measures for heteroscedastic financial time series: an
/// extreme value approach”, J. Empirical Finance 7, 2000; F. N. Fritsch, J. Butland, “A method for constructing local
/// monotone piecewise cubic interpolants”, SIAM J. Sci. Stat. Comput. 5, 1984.
public struct GeneralisedParetoTails: Marginal {
    public static let kind = "generalised-pareto-tails"
    public static let hasThresholds = true
    public static let summary = "the history's own law, its tails by peaks over threshold"
    public static let settings = [
        Setting(
            "threshold", .number(.init(minimum: 0.005, maximum: 0.25)), .defaulted(.number(0.1)),
            "the share of changes in each tail"),
        Setting(
            "lowerShape", shapeShape, .optional, "ξ of the lower tail; from the history where all of these are left out"
        ),
        Setting("lowerScale", .number(.positive), .optional, "β of the lower tail, in standard deviations"),
        Setting("upperShape", shapeShape, .optional, "ξ of the upper tail"),
        Setting("upperScale", .number(.positive), .optional, "β of the upper tail, in standard deviations"),
        Setting(
            "body", .list(.number(), atLeast: 3), .optional,
            "quantiles in standard deviations at scores spread evenly from the lower threshold to the upper, ascending"),
    ]
    public static let example = Specification(
        kind: kind,
        settings: [
            "threshold": .number(0.1), "lowerShape": .number(0.2), "lowerScale": .number(0.6),
            "upperShape": .number(0.1), "upperScale": .number(0.5),
            "body": .list([-1.1, -0.7, -0.3, 0.05, 0.4, 0.75, 1.1].map { .number($0) }),
        ])

    private static let shapeShape = Shape.number(
        .init(
            minimum: GeneralisedParetoFit.shapeBounds.lowerBound, maximum: GeneralisedParetoFit.shapeBounds.upperBound))
    private static let fitted = ["lowerShape", "lowerScale", "upperShape", "upperScale", "body"]
    /// Stretches of the body; with ten changes or more in each, chance is smoothed out.
    private static let mostStretches = 32

    public static func fit(_ changes: [Double], given: Specification) throws(DependenceFitError) -> DependenceFit {
        let present = fitted.filter { given.has($0) }
        if let first = present.first, let missing = fitted.first(where: { !given.has($0) }) {
            throw .incomplete(given: first, missing: missing)
        }
        guard present.isEmpty else {
            let body = given.numbers("body")
            guard zip(body, body.dropFirst()).allSatisfy({ $0 <= $1 }), body[0] < body[body.count - 1] else {
                throw .notAscending(setting: "body")
            }
            return DependenceFit(
                given, parameters: [], method: "", observations: 0, notes: try Self(given).believed().notes)
        }
        guard !changes.isEmpty else { throw .noHistory(lack: "the factor lacks", setting: "lowerShape") }
        let threshold = given.number("threshold")
        let sorted = changes.sorted()
        let needed = Int((Double(GeneralisedParetoFit.leastCount + 1) / threshold).rounded(.up))
        guard changes.count >= needed else {
            throw .tooFewChanges(
                needed: needed, found: changes.count, purpose: "fitting tails of \(threshold * 100) % each")
        }
        guard sorted[0] < sorted[sorted.count - 1] else { throw .noVariation }
        let normal = NormalDistribution.standard
        let reach = normal.quantile(1 - threshold)
        let stretches = min(mostStretches, max(4, changes.count / 10))
        let body = (0...stretches).map { knot in
            SortedQuantile.value(sorted, normal.cumulative(reach * (2 * Double(knot) / Double(stretches) - 1)))
        }
        let (low, high) = (body[0], body[stretches])
        let below = sorted.filter { $0 < low }.map { low - $0 }
        let above = sorted.filter { $0 > high }.map { $0 - high }
        for (side, excesses) in [("lower", below), ("upper", above)]
        where excesses.count < GeneralisedParetoFit.leastCount {
            throw .tiedTail(side: side, found: excesses.count, needed: GeneralisedParetoFit.leastCount)
        }
        let (lower, upper) = (try GeneralisedParetoFit(below), try GeneralisedParetoFit(above))
        var whole = given
        whole.settings["lowerShape"] = .number(lower.shape)
        whole.settings["lowerScale"] = .number(lower.scale)
        whole.settings["upperShape"] = .number(upper.shape)
        whole.settings["upperScale"] = .number(upper.scale)
        whole.settings["body"] = .list(body.map { .number($0) })
        return DependenceFit(
            whole,
            parameters: [
                .init("lower shape", lower.shape, standardError: lower.shapeError),
                .init("lower scale", lower.scale, standardError: lower.scaleError),
                .init("upper shape", upper.shape, standardError: upper.shapeError),
                .init("upper scale", upper.scale, standardError: upper.scaleError),
            ], method: "maximum likelihood of the excesses over each threshold", observations: changes.count,
            notes: endNotes(lower, "lower") + endNotes(upper, "upper") + (try Self(whole).believed().notes))
    }

    /// Beyond a threshold u, at which the tail holds the probability p.
    private struct Tail {
        let threshold: Double
        let shape: Double
        let scale: Double

        /// The excess that is passed with this probability, given that the threshold is.
        func excess(_ probability: Double) -> Double {
            abs(shape) < 1e-9
                ? -scale * log(probability) : scale * expm1(-shape * log(probability)) / shape
        }

        /// The density of the excess, given that the threshold is passed.
        func density(_ probability: Double) -> Double {
            // (1 + ξy/β)^(−1/ξ − 1)/β, with the probability itself for (1 + ξy/β)^(−1/ξ).
            exp((1 + shape) * log(probability)) / scale
        }

        var meanExcess: Double { scale / (1 - shape) }
        var meanSquare: Double { 2 * scale * scale / ((1 - shape) * (1 - 2 * shape)) }
    }

    private let probability: Double
    /// The score of the upper threshold; the lower one is its negative.
    private let reach: Double
    private let body: MonotoneCubic
    private let lower: Tail
    private let upper: Tail
    private let match: MatchedBody

    public init(_ specification: Specification) {
        let normal = NormalDistribution.standard
        probability = specification.number("threshold")
        reach = normal.quantile(1 - probability)
        let values = specification.numbers("body")
        lower = Tail(
            threshold: values[0], shape: specification.number("lowerShape"), scale: specification.number("lowerScale"))
        upper = Tail(
            threshold: values[values.count - 1], shape: specification.number("upperShape"),
            scale: specification.number("upperScale"))
        // The moments of the tails in closed form; the body's are by quadrature.
        let (p, u, v) = (probability, upper.threshold, lower.threshold)
        let upperSquare = u * u + 2 * u * upper.meanExcess + upper.meanSquare
        let lowerSquare = v * v - 2 * v * lower.meanExcess + lower.meanSquare
        match = MatchedBody(
            values, reach: reach,
            tails: (p * (u + upper.meanExcess) + p * (v - lower.meanExcess), p * (upperSquare + lowerSquare)))
        body = MonotoneCubic(from: -reach, to: reach, values: match.values)
    }

    /// How far the deviation of the law may be from that of the calibration, as every figure is then: less is a note.
    private static let mostOff = 0.25

    /// - Throws: where the volatility of a run would not be what the calibration says.
    private func believed() throws(DependenceFitError) -> Self {
        let deviation = match.deviation.after
        guard abs(deviation - 1) <= Self.mostOff else { throw .deviationOff(deviation) }
        return self
    }

    /// What matching the variance did, where it did much.
    private var notes: [String] {
        let (before, after) = match.deviation
        func rounded(_ x: Double) -> Double { (x * 1e3).rounded() / 1e3 }
        if abs(after - 1) > 0.005 || abs(match.mean) > 0.005 {
            return [
                "its tails, kept as they are, have a deviation with its middle that only another shape of that would match: it"
                    + " is \(rounded(after)) times that of the calibration"
            ]
        }
        guard abs(before - 1) > 0.02 else { return [] }
        return [
            "its tails, kept as they are, and its changes between the thresholds have \(rounded(before)) times the deviation of"
                + " the calibration: the part between is \(before > 1 ? "narrowed" : "widened") so that the volatility stays"
                + " what it is"
        ]
    }

    private static func endNotes(_ fit: GeneralisedParetoFit, _ side: String) -> [String] {
        fit.end.map { end in
            [
                "the shape of its \(side) tail ends at its bound \(fit.shape): "
                    + (end == .highest
                        ? "a heavier one would hardly have a variance"
                        : "a lighter one would end just beyond its losses")
            ]
        } ?? []
    }

    public var hasPowerTail: Bool { upper.shape > 1e-9 }

    public func driver(score: Double) -> Double { placed(score).value }

    /// The driver and its derivative by the score; at a threshold, those of the body.
    private func placed(_ score: Double, inTail: Bool = false) -> (value: Double, slope: Double) {
        if abs(score) > reach || inTail {
            let normal = NormalDistribution.standard
            let tail = score > 0 ? upper : lower
            let given = min(1, normal.cumulative(-abs(score)) / probability)
            let excess = tail.excess(given)
            return (
                score > 0 ? tail.threshold + excess : tail.threshold - excess,
                normal.density(score) / (probability * tail.density(given))
            )
        }
        return body.value(score)
    }

    public var table: ScoreTable? {
        ScoreTable([
            .init(from: -ScoreTable.bound, to: -reach, count: 256) { placed($0, inTail: true) },
            .init(from: -reach, to: reach, count: body.count) { placed($0) },
            .init(from: reach, to: ScoreTable.bound, count: 256) { placed($0, inTail: true) },
        ])
    }
}
