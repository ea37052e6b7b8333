import Market
import Optimization
import Settings
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension CoxIngersollRoss {
    /// By maximum likelihood of the non-central chi-square transitions, with errors from the observed information.
    ///
    /// The search starts from weighted least squares. Where it finds no reversion, or the likelihood rises down
    /// to κ = 0 or up to a long level out of sight, the reversion is at its bound 0 and has no error; the long level then
    /// has no effect, and is the mean of the sample, without error. From
    /// short windows the reversion is biased upwards, as that of `AutoregressiveFit`.
    /// Source: K. Kladívko, “Maximum likelihood estimation of the Cox–Ingersoll–Ross process: the Matlab
    /// implementation”, Technical Computing Prague 2007; for the bias C. Y. Tang, S. X. Chen, J. Econometrics 149, 2009.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        for level in sample.from + sample.to where level <= 0 { throw .impossibleLevel(level) }
        guard sample.count >= AutoregressiveFit.movesNeeded else {
            throw .tooFewMoves(needed: AutoregressiveFit.movesNeeded, found: sample.count)
        }
        let start = try SquareRootRegression(sample)
        let transitions = Transitions(sample)
        var values = [
            "meanReversion": given.stated("meanReversion"), "longLevel": given.stated("longLevel"),
            "volatility": given.stated("volatility"),
        ].compactMapValues { $0 }
        if values["volatility"] == 0 {
            throw .unsuitable(
                "it varies, while the volatility is stated as 0", hint: "leave the volatility out, or state more")
        }
        if values["meanReversion"] == nil, start.coefficient <= 0 { throw .swinging(coefficient: start.coefficient) }

        // Without reversion the long level has no effect, so it is not searched for.
        var isWithoutReversion = values["meanReversion"] == 0
        if values["meanReversion"] == nil, values["longLevel"] == nil, !start.isReverting { isWithoutReversion = true }
        var search = start.parameters.filter { values[$0.name] == nil }
        var likely = isWithoutReversion ? nil : try maximize(search, start, values, transitions)
        if let likely, values["meanReversion"] == nil {
            let isOutOfSight = values["longLevel"] == nil && likely.estimate("longLevel") > 100 * start.meanLevel
            isWithoutReversion = likely.estimate("meanReversion") < 1e-6 || isOutOfSight
        }
        if isWithoutReversion {
            values["meanReversion"] = 0
            values["longLevel"] = values["longLevel"] ?? start.meanLevel
            search = start.parameters.filter { values[$0.name] == nil }
            likely = try maximize(search, start, values, transitions)
        }

        if let likely {
            for (name, value) in zip(likely.names, likely.estimates) { values[name] = value }
        }
        let law = Coefficients(values)
        let parameters = start.parameters.compactMap { parameter -> ProcessFit.Parameter? in
            guard given.stated(parameter.name) == nil, let value = values[parameter.name] else { return nil }
            let place = likely?.names.firstIndex(of: parameter.name)
            return .init(parameter.name, value, standardError: place.flatMap { likely?.standardErrors[$0] })
        }
        let isAtBound = isWithoutReversion && given.stated("meanReversion") == nil
        return ProcessFit(
            kind: kind, parameters: parameters,
            method: "maximum likelihood" + (isAtBound ? "; no reversion is found" : ""),
            logLikelihood: transitions.logLikelihood(law), observations: sample.count,
            freeParameters: search.count + (isAtBound ? 1 : 0), uniforms: transitions.uniforms(law),
            volatilities: transitions.volatilities(law), remarks: isAtBound ? [.noReversion] : [])
    }

    /// Nil where nothing is left to search for.
    private static func maximize(
        _ search: [MaximumLikelihood.Parameter], _ start: SquareRootRegression, _ values: [String: Double],
        _ transitions: Transitions
    ) throws(FitError) -> MaximumLikelihood? {
        guard !search.isEmpty else { return nil }
        do {
            return try MaximumLikelihood(search, from: [search.map { start.start($0.name) }]) { point in
                var all = values
                for (parameter, value) in zip(search, point) { all[parameter.name] = value }
                return transitions.logLikelihood(Coefficients(all))
            }
        } catch {
            throw .notConverged("\(error)")
        }
    }

    /// κ, θ and σ.
    struct Coefficients {
        var κ: Double
        var θ: Double
        var σ: Double

        init(_ values: [String: Double]) {
            κ = values["meanReversion"] ?? .nan
            θ = values["longLevel"] ?? .nan
            σ = values["volatility"] ?? .nan
        }
    }
}
