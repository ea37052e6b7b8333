import Settings
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension VarianceGamma {
    /// The law of the logarithmic change over a time: normal, given the clock.
    ///
    /// The clock is integrated out by the trapezoidal rule in t = log(G/ν), whose density exp(a·t − exp t)/Γ(a) is
    /// analytic and falls off at both ends, so that the rule has its full speed (J. Waldvogel, “Towards a general error
    /// theory of the trapezoidal rule”, 2010). What lies before the first node is put there.
    /// - Parameter growth: of the logarithm beside the random part, per year.
    package static func changeLaw(
        over time: Double, volatility: Double, growth: Double, skew: Double, varianceRate: Double
    ) -> NormalMixture {
        let shape = time / varianceRate
        let pitch = min(0.3, 0.4 / shape.squareRoot())
        let peak = log(shape)
        func logDensity(_ t: Double) -> Double { shape * t - exp(t) - logGamma(shape) }
        var law = NormalMixture()
        func add(weight: Double, at t: Double) {
            let clock = varianceRate * exp(t)
            law.add(weight: weight, mean: growth * time + skew * clock, deviation: volatility * clock.squareRoot())
        }
        let top = logDensity(peak)
        var last = 0
        while logDensity(peak + Double(last) * pitch) > top - 40 { last += 1 }
        var first = 0
        while first > -1000, Double(first) * pitch > -24 - max(peak, 0),
            logDensity(peak + Double(first) * pitch) > top - 40
        { first -= 1 }
        var mass = 0.0
        for node in (first + 1)...last {
            let t = peak + Double(node) * pitch
            let weight = pitch * exp(logDensity(t))
            mass += weight
            add(weight: weight, at: t)
        }
        add(weight: max(0, 1 - mass), at: peak + Double(first) * pitch)
        return law
    }

    /// Maximum likelihood of daily changes, from several starts by their moments.
    ///
    /// The density is infinite at its centre where a day's clock is of shape ½ or less, as it is for fat tails: hence the
    /// likelihood of cells, see `GroupedSample`. The drift of a scenario is a view of the future: the history's own,
    /// `logGrowth`, is estimated beside. Source of the starts: E. Seneta, “Fitting the variance-gamma model to financial
    /// data”, J. Applied Probability 41A, 2004.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        let changes = try sample.logChanges(atLeast: 100)
        let cells = GroupedSample(changes)
        let step = FactorSample.step
        let annual = changes.standardDeviation / step.squareRoot()
        let steepest = 40 * annual / step.squareRoot()
        let unknowns: [ParameterFit.Unknown] = [
            .init(
                name: "volatility", bounds: 0.02 * annual...10 * annual, scale: annual / 10,
                meanings: [
                    .lowest: "hardly anything but its skew moves it", .highest: "far above that of the changes",
                ]),
            .init(
                name: "skew", bounds: -steepest...steepest, scale: annual,
                meanings: [.lowest: "every large change is a fall", .highest: "every large change is a rise"]),
            .init(
                name: "varianceRate", bounds: 0.01 * step...60 * step, scale: step / 4,
                meanings: [
                    .lowest: "tails no fatter than normal ones, so that geometric-brownian-motion fits as well",
                    .highest: "hardly a day moves, and those that do move by much",
                ]),
            .init(
                name: "logGrowth", bounds: -2 * steepest...2 * steepest, scale: annual, isSetting: false),
        ]
        func law(_ values: [Double]) -> NormalMixture {
            changeLaw(
                over: step, volatility: values[0], growth: values[3], skew: values[1],
                varianceRate: max(values[2], 1e-4 * step))
        }
        let rate = min(max(changes.excessKurtosis, 0.3), 30) / 3 * step
        let tilt = changes.skewness * annual * step.squareRoot() / (3 * rate)
        let starts = [0.4, 1.5].map { factor in
            [annual, tilt / 2, rate * factor, changes.mean / step - tilt / 2]
        }
        func search(evaluationLimit: Int, edge: Double) throws(FitError) -> ParameterFit {
            try ParameterFit(unknowns, from: starts, given: given, evaluationLimit: evaluationLimit, edge: edge) {
                law($0).logLikelihood(cells)
            }
        }
        let fit: ParameterFit
        if given.has("varianceRate") {
            fit = try search(evaluationLimit: 20_000, edge: -.infinity)
        } else {
            let even = NormalEdge(
                changes, cells, given, shape: [("skew", 0), ("varianceRate", 0)],
                "the history shows neither fat tails nor a skew: the likelihood is flat towards none, so varianceRate is at its"
                    + " bound 0 and the process a geometric-brownian-motion")
            guard let found = try even.best(search) else { return even.law.fit(kind: kind, even.fit, of: changes) }
            fit = found
        }
        let fitted = law(fit.values)
        // Where many changes are equal, the infinite density is worth more than all others, which then fit nothing.
        let ratio = (fitted.variance / changes.variance).squareRoot()
        guard ratio < 2 else {
            throw .unsuitable(
                "many of its changes are equal, and the likeliest law to peak there has \((ratio * 10).rounded() / 10)"
                    + " times their standard deviation",
                hint: "leave out days without prices, or choose another process")
        }
        return fitted.fit(kind: kind, fit, of: changes)
    }
}
