import Calibration
import Dependence
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
        let usual: any AssetProcess.Type =
            factor.factorClass.change == .logarithmic ? GeometricBrownianMotion.self : ArithmeticBrownianMotion.self
        var process = rule?.content.process ?? Chosen(usual) { $0 }
        if process.type.calibratedSettings.contains("volatility"), !process.specification.has("volatility"),
            let stated = scenario.volatilities.last(where: { $0.factor == factor })?.volatility.content
        {
            process.settings["volatility"] = .number(stated)
        }
        return ProcessFits.Request(
            factor: factor, process: process, location: rule?.location, path: rule?.path ?? "factors")
    }

    /// The nodes of curves whose process moves them as one, curve by curve, the shortest tenor first.
    func oneFactorCurves(_ processes: [Chosen<any AssetProcess.Type>]) -> [[FactorID]] {
        let united = Set(
            zip(factors, processes).filter { $0.1.type.movesCurvesAsOne }.map(\.0))
        return MarketLayout.curves(of: factors).sorted { $0.key < $1.key }
            .map { $0.value.map(\.factor).filter(united.contains) }.filter { $0.count > 1 }
    }

    /// For each further node of a curve that moves as one, the first; and a remark on it.
    func leaders(_ processes: [Chosen<any AssetProcess.Type>]) -> (leaders: [Int: Int], notes: [String]) {
        var leaders: [Int: Int] = [:]
        var notes: [String] = []
        for curve in oneFactorCurves(processes) {
            let nodes = curve.compactMap { factors.firstIndex(of: $0) }
            guard let first = nodes.first else { continue }
            for node in nodes.dropFirst() { leaders[node] = first }
            notes.append(
                "\(curve.map(\.name).joined(separator: ", ")) move by one \(processes[first].kind) model; what the"
                    + " scenario leaves open is fitted to \(curve[0]).")
        }
        return (leaders, notes)
    }

    /// Parameters that are each within their bounds, and contradict each other.
    ///
    /// - Parameter processes: of the model's factors.
    func problems(
        with model: MarketModel, _ processes: [Chosen<any AssetProcess.Type>], _ dependence: Chosen<any Dependence.Type>
    ) -> [Issue] {
        let curves = MarketLayout.curves(of: factors)
        return factors.indices.compactMap { index in
            let parameters = model.parameters(of: index, curves: curves)
            guard let problem = problem(with: parameters, processes[index], of: model.factors[index], in: dependence)
            else {
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
            path: problem.setting.map { "\(path).process.\($0)" } ?? path, about: .factor(factor),
            from: [.factor(factor), .rule(of: factor)] + Issue.Subject.entries(of: factor))
    }

    func problem(
        with parameters: ProcessParameters, _ process: Chosen<any AssetProcess.Type>, of factor: ModelledFactor,
        in dependence: Chosen<any Dependence.Type>
    ) -> ProcessProblem? {
        let type = process.type
        if let problem = type.problem(with: parameters) { return problem }
        guard type.init(parameters).needsNormalDriver,
            !dependence.type.givesNormalDrivers || factor.marginal != nil
        else { return nil }
        return ProcessProblem(
            "\(type.kind) with these settings needs a normal driver, and"
                + (factor.marginal.map { " its marginal is \($0.kind)" } ?? " the dependence is \(dependence.kind)"),
            hint: "its own law has the fat tails already: take dependence: {kind: gaussian} and no marginal")
    }
}
