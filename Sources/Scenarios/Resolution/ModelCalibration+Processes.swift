import Calibration
import Instruments
import Market
import Processes
import Settings
import Simulation

/// Which process moves each factor, and what is wrong with it.
extension ModelCalibration {
    /// The last rule that matches and names a process, or nil where none does.
    func rule(for factor: FactorID) -> Scenario.Located<Scenario.FactorRule>? {
        scenario.factorRules.last { $0.content.process != nil && $0.content.pattern.matches(factor) }
    }

    /// What moves a factor, by the rules or by its class, with the volatility that the scenario states elsewhere.
    func request(for factor: FactorID) -> ProcessFits.Request {
        let rule = rule(for: factor)
        var specification =
            rule?.content.process
            ?? Specification(
                kind: factor.factorClass.change == .logarithmic
                    ? GeometricBrownianMotion.kind : ArithmeticBrownianMotion.kind)
        let type = processType(specification)
        if type.calibratedSettings.contains("volatility"), !specification.has("volatility"),
            let stated = scenario.volatilities.last(where: { $0.factor == factor })?.volatility.content
        {
            specification.settings["volatility"] = .number(stated)
        }
        return ProcessFits.Request(
            factor: factor, type: type, specification: specification, location: rule?.location,
            path: rule?.path ?? "factors")
    }

    /// The nodes of curves whose process moves them as one, curve by curve, the shortest tenor first.
    func oneFactorCurves(_ specifications: [Specification]) -> [[FactorID]] {
        let united = Set(
            zip(factors, specifications).filter { processType($0.1).movesCurvesAsOne }.map(\.0))
        return MarketLayout.curves(of: factors).sorted { $0.key < $1.key }
            .map { $0.value.map(\.factor).filter(united.contains) }.filter { $0.count > 1 }
    }

    /// For each further node of a curve that moves as one, the first; and a remark on it.
    func leaders(_ specifications: [Specification]) -> (leaders: [Int: Int], notes: [String]) {
        var leaders: [Int: Int] = [:]
        var notes: [String] = []
        for curve in oneFactorCurves(specifications) {
            let nodes = curve.compactMap { factors.firstIndex(of: $0) }
            guard let first = nodes.first else { continue }
            for node in nodes.dropFirst() { leaders[node] = first }
            notes.append(
                "\(curve.map(\.name).joined(separator: ", ")) move by one \(specifications[first].kind) model; what the"
                    + " scenario leaves open is fitted to \(curve[0]).")
        }
        return (leaders, notes)
    }

    /// Parameters that are each within their bounds, and contradict each other.
    func problems(with model: MarketModel) -> [Issue] {
        let curves = MarketLayout.curves(of: factors)
        return factors.indices.compactMap { index in
            let parameters = model.parameters(of: index, curves: curves)
            guard let problem = problem(with: parameters, of: model.factors[index], in: model.dependence) else {
                return nil
            }
            return issue(problem, of: factors[index])
        }
    }

    func issue(_ problem: ProcessProblem, of factor: FactorID) -> Issue {
        let rule = rule(for: factor)
        let path = rule?.path ?? "factors"
        return Issue(
            "\(factor): \(problem.message)", hint: problem.hint, at: rule?.location,
            path: problem.setting.map { "\(path).process.\($0)" } ?? path)
    }

    func problem(
        with parameters: ProcessParameters, of factor: ModelledFactor, in dependence: Specification
    ) -> ProcessProblem? {
        let type = processType(parameters.specification)
        if let problem = type.problem(with: parameters) { return problem }
        guard type.init(parameters).needsNormalDriver, let law = catalog.models.dependence(dependence.kind),
            !law.givesNormalDrivers || factor.marginal != nil
        else { return nil }
        return ProcessProblem(
            "\(type.kind) with these settings needs a normal driver, and"
                + (factor.marginal.map { " its marginal is \($0.kind)" } ?? " the dependence is \(dependence.kind)"),
            hint: "its own law has the fat tails already: take dependence: {kind: gaussian} and no marginal")
    }
}
