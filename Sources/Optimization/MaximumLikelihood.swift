/// Parameters that make a sample most likely, with their standard errors.
///
/// The search runs twice, without derivatives: from every start, then from the best end with shorter steps. The last
/// digits, which values of the likelihood cannot tell apart, come by one step of Newton's. The standard errors come from
/// the observed information, the inverse of the Hessian of −log L by central differences.
/// Source: A. W. van der Vaart, “Asymptotic Statistics”, Cambridge 1998, chapter 5.
public struct MaximumLikelihood: Sendable {
    /// One parameter: where it may lie.
    public struct Parameter: Sendable {
        public var name: String
        public var bounds: ClosedRange<Double>
        /// A typical size of changes that matter: for first steps and differences.
        public var scale: Double

        public init(_ name: String, _ bounds: ClosedRange<Double>, scale: Double) {
            self.name = name
            self.bounds = bounds
            self.scale = scale
        }
    }

    public let names: [String]
    public let estimates: [Double]
    /// Nil for a parameter at its bound, and where the likelihood is flat, so that there is none.
    public let standardErrors: [Double?]
    public let logLikelihood: Double
    public let evaluations: Int
    /// Where each estimate lies at an end of its range; nil within.
    public let ends: [SearchEnd?]
    /// Whether the sample does not tell the parameters within their ranges apart: the likelihood rises no further, and has
    /// no peak.
    public let isFlat: Bool
    /// Whether each search ended of itself.
    public let isComplete: Bool
    private let information: ObservedInformation

    /// - Parameters:
    ///   - starts: one point or several, each within the bounds; the best end wins.
    ///   - search: `boundedQuadratic` needs far fewer evaluations where the likelihood is smooth and dear.
    ///   - difference: of the second differences, in `scale`s: the smaller, the more digits the likelihood must have.
    ///   - evaluationLimit: of each search.
    ///   - edge: the logarithm of the likelihood of a law to which the range leads: a search that finds no end, and little more
    ///     than it, walks on the plain before that edge.
    ///   - logLikelihood: of the whole sample; `-infinity` or not a number where the parameters are impossible.
    public init(
        _ parameters: [Parameter], from starts: [[Double]], search: Minimizer.Method = .subplex,
        difference: Double = 1e-4, evaluationLimit: Int = 20_000, edge: Double = -.infinity,
        _ logLikelihood: ([Double]) -> Double
    ) throws(MinimizationError) {
        let bounds = parameters.map(\.bounds)
        let steps = parameters.map(\.scale)
        var best: Minimum?
        var unfinished: Minimum?
        var failure = MinimizationError.undefinedStart
        var evaluations = 0
        for start in starts {
            do {
                let inside = zip(start, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
                let rough = try Minimizer(
                    search, tolerance: 1e-7, evaluationLimit: evaluationLimit, keepsUnfinished: true
                )
                .minimize({ -logLikelihood($0) }, from: inside, bounds: bounds, firstSteps: steps)
                evaluations += rough.evaluations
                if rough.isConverged {
                    if rough.value < best?.value ?? .infinity { best = rough }
                } else if rough.value < unfinished?.value ?? .infinity {
                    unfinished = rough
                }
            } catch {
                failure = error
            }
        }
        guard let rough = best ?? unfinished else { throw failure }
        // A second search from where the first ended: it either agrees or improves.
        let polished = try? Minimizer(
            search, tolerance: 1e-10, evaluationLimit: evaluationLimit, keepsUnfinished: !rough.isConverged
        )
        .minimize({ -logLikelihood($0) }, from: rough.point, bounds: bounds, firstSteps: steps.map { $0 / 10 })
        let end = polished.map { $0.value <= rough.value ? $0 : rough } ?? rough
        // A search that finds no end and gains nothing more walks on a plain.
        let isPlain = !rough.isConverged && polished?.isConverged != true
        isComplete = unfinished == nil
        guard !isPlain || rough.value - end.value < Self.leastGain || -end.value - edge < Self.edgeGain else {
            throw .notConverged(evaluations: evaluations + (polished?.evaluations ?? 0))
        }
        information = ObservedInformation(parameters, at: end.point, difference: difference) { -logLikelihood($0) }
        isFlat = isPlain || information.isFlat
        standardErrors = information.errors(isPlain ? nil : information.inverse)
        names = parameters.map(\.name)
        ends = information.ends(of: parameters, at: end.point)
        let (point, value) = information.refined(end.point, value: end.value) { -logLikelihood($0) }
        estimates = point
        self.logLikelihood = -value
        self.evaluations = evaluations + (polished?.evaluations ?? 0)
    }

    /// Of a logarithm of the likelihood: what no test could see.
    private static let leastGain = 0.01
    /// What Akaike's criterion asks of three parameters.
    package static let edgeGain = 3.0

    public func estimate(_ name: String) -> Double {
        guard let index = names.firstIndex(of: name) else { preconditionFailure("no parameter \(name)") }
        return estimates[index]
    }

    /// Standard errors that also hold where the sample follows another law than the one assumed: the sandwich of the
    /// observed information and the scores.
    ///
    /// - Parameter contributions: the log-likelihood of each observation; their sum is that of the whole sample.
    /// Sources: H. White, “Maximum likelihood estimation of misspecified models”, Econometrica 50, 1982; for variance
    /// recursions T. Bollerslev, J. Wooldridge, “Quasi-maximum likelihood estimation and inference in dynamic models with
    /// time-varying covariances”, Econometric Reviews 11, 1992.
    public func robustStandardErrors(_ contributions: ([Double]) -> [Double]) -> [Double?] {
        information.errors(information.sandwich(at: estimates, contributions))
    }
}
