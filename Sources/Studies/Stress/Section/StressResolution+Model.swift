import Calibration
import Instruments
import LinearAlgebra
import Market
import Measures
import Reports
import Settings
import Simulation

/// Another model: volatilities, correlations, liquidity.
extension StressResolution {
    mutating func model(_ item: WrittenStress.Item, _ result: inout StressScenario) -> StressedModel? {
        let before = issues.count
        var words = result.words.isEmpty ? [] : [result.words]
        noteIdle((item.volatilities.map(\.pattern) + item.liquidity.map(\.pattern)), doing: "means", &result.notes)
        var model = ModelStress(volatilities: volatilities(item, &words, &result.notes))
        if !item.volatilities.isEmpty || item.correlations != nil { checkUse(item) }
        if let written = item.correlations { model.root = root(written, &words, &result.notes) }
        model.liquidity = liquidity(item, &words, &result.notes)
        result.words = words.joined(separator: "; ")
        guard issues.count == before else { return nil }
        var levels: [Double]?
        if case .stated(let stated)? = result.states { levels = stated }
        do throws(RunProblem) {
            return try StressedModel(model, of: run, levels: levels)
        } catch {
            issues.append(
                Issue(
                    "the stressed market cannot be simulated: \(error)",
                    hint: "stress levels and the model in scenarios of their own", at: item.location, path: item.path))
            return nil
        }
    }

    /// Whether the run's simulation looks at volatilities and correlations at all.
    private mutating func checkUse(_ item: WrittenStress.Item) {
        guard !run.states.usesModel else { return }
        issues.append(
            Issue(
                "the simulation takes its moves from the history, not from volatilities and correlations",
                hint: "choose simulation: {kind: monte-carlo} or {kind: parametric}", at: item.location,
                path: item.path))
    }

    private mutating func volatilities(
        _ item: WrittenStress.Item, _ words: inout [String], _ notes: inout [String]
    ) -> [Double] {
        let rules = item.volatilities
        var multipliers = [Double](repeating: 1, count: factors.count)
        for index in factors.indices {
            guard let rule = rules.last(where: { names.matches($0.pattern, factors[index]) }) else { continue }
            multipliers[index] = rule.number
            checkProduct(of: index, with: rule)
        }
        guard !rules.isEmpty else { return multipliers }
        let still = factors.indices.filter { multipliers[$0] != 1 && law.deviations[$0] == 0 }.map { factors[$0].name }
        if !still.isEmpty {
            let rest = still.count > 6 ? " and \(still.count - 6) more" : ""
            notes.append(
                "\(still.prefix(6).joined(separator: ", "))\(rest) \(still.count == 1 ? "has" : "have") no volatility that"
                    + " could be multiplied.")
        }
        let curves = MarketLayout.curves(of: factors)
        for (name, nodes) in curves.sorted(by: { $0.key < $1.key }) {
            let united = factors.indices.filter { index in
                run.market.factors[index].process.type.movesCurvesAsOne
                    && nodes.contains { $0.factor == factors[index] }
            }
            guard Set(united.map { multipliers[$0] }).count > 1 else { continue }
            notes.append(
                "The nodes of \(name) move as one, and are multiplied differently: no model of the whole curve is behind"
                    + " these figures.")
        }
        words.append(
            "volatilities "
                + rules.map { "\($0.pattern.text) × \(NumberText.significant($0.number, digits: 3))" }
                .joined(separator: ", "))
        return multipliers
    }

    /// Refuses a volatility that would leave all numbers behind.
    private mutating func checkProduct(of factor: Int, with rule: WrittenStress.Rule<Double>) {
        let most = 100.0
        let modelled = run.market.factors[factor]
        let isLogarithmic = law.conventions[factor] == .logarithmic
        guard modelled.volatility * rule.number > (isLogarithmic ? most : Magnitude.largest),
            !issues.contains(where: { $0.path == rule.path })
        else { return }
        issues.append(
            Issue(
                "\(rule.number) times the volatility of \(modelled.id) is too large for a \(modelled.process.kind)",
                hint: "write what volatilities are multiplied by, as in 2", at: rule.location, path: rule.path))
    }

    private mutating func root(
        _ written: WrittenStress.Correlations, _ words: inout [String], _ notes: inout [String]
    ) -> CorrelationRoot? {
        let goal: (Int, Int) -> Double?
        switch written.target {
        case .all(let value):
            goal = { _, _ in value }
            words.append(
                "correlations \(NumberText.percent(written.weight, decimals: 0)) towards \(value == 1 ? "one" : "zero")"
            )
        case .blocks(let blocks):
            let (names, factors) = (names, factors)
            for block in blocks {
                let (first, second) = (names.indices(block.first), names.indices(block.second))
                guard first.isEmpty || second.isEmpty || first.count == 1 && first == second else { continue }
                notes.append(
                    "“\(block.first.text)” with “\(block.second.text)” means no pair of factors of this portfolio.")
            }
            goal = { i, j in
                let (a, b) = (factors[i], factors[j])
                return blocks.last { block in
                    names.matches(block.first, a) && names.matches(block.second, b)
                        || names.matches(block.first, b) && names.matches(block.second, a)
                }?.value
            }
            words.append(
                "correlations \(NumberText.percent(written.weight, decimals: 0)) towards "
                    + blocks.map { block in
                        "\(block.first.text) with \(block.second.text) \(NumberText.significant(block.value, digits: 2))"
                    }.joined(separator: ", "))
        }
        let blend = CorrelationBlend.blend(base.correlation, weight: written.weight, target: goal)
        let repair: Chosen<any PositiveDefiniteRepair.Type> =
            context.scenario.repair.kind == NoRepair.kind
            ? Chosen(NearestCorrelation.self) { $0 } : context.scenario.repair
        do {
            let repaired = try repair.type.init(repair.specification).repair(blend)
            func rounded(_ value: Double) -> String {
                NumberText.significant(abs(value) < 1e-10 ? 0 : value, digits: 2)
            }
            if repaired.isRepaired {
                let pairs = repaired.moves.prefix(3).map { move in
                    "\(factors[move.first]) with \(factors[move.second])"
                        + " \(NumberText.fixed(move.before, decimals: 2)) → \(NumberText.fixed(move.after, decimals: 2))"
                }
                notes.append(
                    "The stressed correlations contradict each other (smallest eigenvalue"
                        + " \(rounded(repaired.smallestEigenvalueBefore))); \(repair.kind) moved"
                        + " them by \(NumberText.significant(repaired.distance, digits: 2)), most "
                        + pairs.joined(separator: ", ") + ".")
            } else {
                notes.append(
                    "The stressed correlations are positive semi-definite as they are; smallest eigenvalue"
                        + " \(rounded(repaired.smallestEigenvalueBefore)).")
            }
            switch run.market.model.root {
            case .cholesky: return .cholesky(try CholeskyFactor(repaired.matrix))
            case .components(let components):
                return .components(
                    try PrincipalComponents(repaired.matrix, componentCount: components.componentCount))
            }
        } catch {
            issues.append(
                Issue("the stressed correlations: \(error)", at: written.location, path: written.path))
            return nil
        }
    }

    private mutating func liquidity(
        _ item: WrittenStress.Item, _ words: inout [String], _ notes: inout [String]
    ) -> [Int] {
        guard !item.liquidity.isEmpty else { return [] }
        let base = run.sampling.horizonDays
        for rule in item.liquidity where rule.number < base {
            issues.append(
                Issue(
                    "\(rule.pattern.text) takes \(rule.number)d to leave, less than the horizon of \(base)d",
                    hint: "write \(base)d or more, or simulate a shorter horizon", at: rule.location, path: rule.path))
        }
        if !run.states.hasPaths {
            issues.append(
                Issue(
                    "liquidity needs a sample, which a parametric simulation does not have",
                    hint: "choose simulation: {kind: monte-carlo}", at: item.location, path: item.path + ".liquidity"))
        }
        if !run.measures.contains(where: { MeasureDescription($0).isTailMean }) {
            issues.append(
                Issue(
                    "liquidity is told of expected shortfall, which this scenario does not measure",
                    hint: "add {kind: expected-shortfall, confidence: 97.5%} to measures", at: item.location,
                    path: item.path + ".liquidity"))
        }
        words.append(
            "liquidity " + item.liquidity.map { "\($0.pattern.text) \($0.number)d" }.joined(separator: ", "))
        notes.append(
            "Expected shortfall is cascaded over horizons as in the Basel framework, MAR33.4; factors not named take the"
                + " horizon of \(base)d.")
        return factors.map { factor in
            item.liquidity.last { names.matches($0.pattern, factor) }?.number ?? base
        }
    }
}
