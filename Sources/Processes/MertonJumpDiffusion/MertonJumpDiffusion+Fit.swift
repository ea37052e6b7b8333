import Settings
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension MertonJumpDiffusion {
    /// The law of the logarithmic change over a time: N jumps have the probability of a Poisson count.
    ///
    /// - Parameter growth: of the logarithm by the diffusion, per year.
    package static func changeLaw(
        over time: Double, volatility: Double, growth: Double, jumpIntensity: Double, jumpMean: Double,
        jumpVolatility: Double
    ) -> NormalMixture {
        let expected = jumpIntensity * time
        var law = NormalMixture()
        guard expected > 0 else {
            law.add(weight: 1, mean: growth * time, deviation: volatility * time.squareRoot())
            return law
        }
        let last = Int(expected + 9 * expected.squareRoot() + 14)
        for number in 0...last {
            let n = Double(number)
            let logWeight = (number == 0 ? 0 : n * log(expected)) - expected - logGamma(n + 1)
            let variance = volatility * volatility * time + n * jumpVolatility * jumpVolatility
            law.add(weight: exp(logWeight), mean: growth * time + n * jumpMean, deviation: variance.squareRoot())
        }
        return law
    }

    /// Maximum likelihood of daily changes: a Poisson mixture of normals, from several starts by their moments.
    ///
    /// The drift of a scenario is a view of the future: the history's own, `logGrowth`, is estimated beside. Where jumps add
    /// next to nothing to the likelihood of a normal law, it is flat towards none, and none is the answer.
    /// Source of the pitfalls, many rare jumps and few frequent ones being hard to tell apart: P. Honoré, “Pitfalls in
    /// estimating jump-diffusion models”, Aarhus 1998.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        let changes = try sample.logChanges(atLeast: 100)
        let cells = GroupedSample(changes)
        let step = FactorSample.step
        let spread = changes.standardDeviation
        let annual = spread / step.squareRoot()
        let unknowns: [ParameterFit.Unknown] = [
            .init(
                name: "volatility", bounds: 0.02 * annual...3 * annual, scale: annual / 10,
                meanings: [.lowest: "hardly anything but jumps moves it"]),
            .init(
                name: "jumpIntensity", bounds: 0.05...504, scale: 5,
                meanings: [
                    .lowest: "a jump in twenty years, if any",
                    .highest: "two jumps a day, which are a second diffusion",
                ]),
            .init(
                name: "jumpMean", bounds: -40 * spread...40 * spread, scale: spread,
                meanings: [.lowest: jumpsOutOfSight, .highest: jumpsOutOfSight]),
            .init(
                name: "jumpVolatility", bounds: 0.02 * spread...40 * spread, scale: spread / 2,
                meanings: [.lowest: "all jumps are of one size", .highest: jumpsOutOfSight]),
            .init(
                name: "logGrowth", bounds: -200 * annual...200 * annual, scale: annual / 2, isSetting: false),
        ]
        func law(_ values: [Double]) -> NormalMixture {
            changeLaw(
                over: step, volatility: values[0], growth: values[4], jumpIntensity: values[1], jumpMean: values[2],
                jumpVolatility: values[3])
        }
        let excess = max(changes.excessKurtosis, 0.3)
        let starts = [2.0, 12, 60].map { intensity in
            // The fourth cumulant of the jumps is 3·λΔ·δ⁴, if they are centred.
            let perStep = intensity * step
            let size = min(pow(excess / (3 * perStep), 0.25), (0.7 / perStep).squareRoot())
            let rest = (1 - perStep * size * size).squareRoot()
            return [annual * rest, intensity, 0, spread * size, changes.mean / step]
        }
        func search(evaluationLimit: Int, edge: Double) throws(FitError) -> ParameterFit {
            try ParameterFit(unknowns, from: starts, given: given, evaluationLimit: evaluationLimit, edge: edge) {
                law($0).logLikelihood(cells)
            }
        }
        if given.has("jumpIntensity") {
            let found = try search(evaluationLimit: 20_000, edge: -.infinity)
            return law(found.values).fit(kind: kind, found, of: changes)
        }
        let none = NormalEdge(
            changes, cells, given, shape: [("jumpIntensity", 0), ("jumpMean", 0), ("jumpVolatility", 0)],
            "the history shows no jumps: the likelihood is flat towards none, so jumpIntensity is at its bound 0 and the"
                + " process a geometric-brownian-motion")
        guard let found = try none.best(search) else { return none.law.fit(kind: kind, none.fit, of: changes) }
        return law(found.values).fit(kind: kind, found, of: changes)
    }

    private static let jumpsOutOfSight = "jumps are far larger than any change of the history"
}
