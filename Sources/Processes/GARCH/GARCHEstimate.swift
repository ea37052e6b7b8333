import Optimization
import Statistics

/// GARCH(1,1), symmetric or with the leverage of GJR, fitted to daily changes by maximum likelihood.
///
/// The search works on changes of unit size, from several starts, among persistences below 1. The standard errors come
/// from the observed information; the robust ones also hold where the innovations follow another law.
/// Sources: Fiorentini, Calzolari, Panattoni 1996 (likelihood and presample, see `VarianceFilter.Presample`);
/// T. Bollerslev, J. Wooldridge, Econometric Reviews 11, 1992 (robust errors).
public struct GARCHEstimate: Sendable {
    /// The parameters, named like the settings of the process.
    public enum Parameter: String, CaseIterable, Sendable {
        case mean, omega, alpha, leverage, beta, degreesOfFreedom
    }

    /// What is fitted: the form of the model, and the values that are held.
    public struct Model: Sendable {
        /// With the leverage term of Glosten, Jagannathan and Runkle.
        public var isAsymmetric: Bool
        /// With Student-t innovations.
        public var isStudentT: Bool
        /// Values that are not estimated, in units of the changes.
        public var held: [Parameter: Double]
        public var presample: VarianceFilter.Presample

        public init(
            isAsymmetric: Bool = false, isStudentT: Bool = false, held: [Parameter: Double] = [:],
            presample: VarianceFilter.Presample = .meanSquare
        ) {
            self.isAsymmetric = isAsymmetric
            self.isStudentT = isStudentT
            self.held = held
            self.presample = presample
        }
    }

    /// A value with its errors; none for what was held, is at a bound or is not told by the sample.
    public struct Value: Hashable, Sendable {
        public var value: Double
        public var standardError: Double?
        public var robustStandardError: Double?
        public var isFree: Bool
    }

    public let values: [Parameter: Value]
    public let recursion: VarianceRecursion
    public let innovations: Innovations
    public let logLikelihood: Double
    /// The history through the fitted recursion.
    public let filter: VarianceFilter
    /// Whether the changes do not tell the parameters apart.
    let isFlat: Bool
    /// Of the parameters that lie at a bound of the search.
    let ends: [Parameter: SearchEnd]

    public var mean: Double { self[.mean] }

    /// The value of a parameter; 0 for a leverage and an infinity for degrees of freedom that the model does not have.
    public subscript(parameter: Parameter) -> Double {
        values[parameter]?.value ?? (parameter == .degreesOfFreedom ? .infinity : 0)
    }

    /// Daily moves below which nothing is fitted.
    public static let fewestMoves = 100

    /// - Parameter changes: daily, finite, the oldest first.
    public init(_ changes: [Double], _ model: Model = Model()) throws(FitError) {
        guard changes.count >= Self.fewestMoves else {
            throw .tooFewMoves(needed: Self.fewestMoves, found: changes.count)
        }
        let deviation = Descriptive(changes).standardDeviation
        guard deviation > 0, deviation.isFinite else { throw .noVariation }
        if model.isStudentT { try Self.refuseEqualChanges(changes) }
        let problem = GARCHLikelihood(changes, unit: deviation, model)
        if problem.free.isEmpty {
            try self.init(problem, changes, point: [], nil)
            return
        }
        let fit: MaximumLikelihood
        do {
            fit = try MaximumLikelihood(problem.parameters, from: problem.starts) { problem.logLikelihood($0) }
        } catch {
            throw .notConverged(error.description)
        }
        try self.init(problem, changes, point: fit.estimates, fit)
        try refuseEqualPeak(of: changes)
    }

    /// - Parameter fit: nil where nothing was searched for.
    private init(
        _ problem: GARCHLikelihood, _ changes: [Double], point: [Double], _ fit: MaximumLikelihood?
    ) throws(FitError) {
        let errors = fit?.standardErrors ?? []
        let robust =
            fit.map { $0.isFlat ? $0.standardErrors : $0.robustStandardErrors { problem.contributions($0) } } ?? []
        isFlat = fit?.isFlat ?? false
        ends = zip(problem.free, fit?.ends ?? []).reduce(into: [:]) { $0[$1.0] = $1.1 }
        let unit = problem.unit
        let scaled = problem.law(at: point)
        let (recursion, innovations) = (scaled.recursion, scaled.innovations)
        logLikelihood = problem.logLikelihood(point) - Double(changes.count) * logarithm(unit)
        guard logLikelihood.isFinite else {
            throw .notConverged("the settings that are given make the history impossible")
        }
        var values: [Parameter: Value] = [:]
        for (parameter, value) in problem.held {
            values[parameter] = Value(
                value: parameter.fromUnit(value, unit), standardError: nil, robustStandardError: nil, isFree: false)
        }
        for (index, parameter) in problem.free.enumerated() {
            // The degrees of freedom were searched for by their reciprocal: the error of 1/x is that of x, over x².
            let slope = parameter.slope(point[index], unit)
            values[parameter] = Value(
                value: parameter.fromUnit(point[index], unit), standardError: errors[index].map { $0 * slope },
                robustStandardError: robust[index].map { $0 * slope }, isFree: true)
        }
        self.values = values
        self.innovations = innovations
        self.recursion = VarianceRecursion(
            omega: recursion.omega * unit * unit, alpha: recursion.alpha, beta: recursion.beta,
            leverage: recursion.leverage)
        filter = VarianceFilter(
            changes, mean: scaled.mean * unit, recursion: self.recursion, presample: problem.model.presample)
    }
}
