import Instruments
import LinearAlgebra
import Market
import Scenarios
import Settings
import Simulation

extension WrittenStress {
    /// The stress scenarios against their run; where none comes about, what can be told from the names of factors alone.
    public func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> StressPlan? {
        guard let factors = context.factors else { return nil }
        remarks.issues += unknownNames(factors: factors, available: context.available)
        guard let base = context.base else {
            remarks.issues += unclearShocks(factors: factors, available: context.available)
            return nil
        }
        let resolution = StressResolution(self, of: base, in: context)
        remarks.issues += resolution.issues
        return resolution.plan
    }
}

/// The stress scenarios of a file against its run: which factors they mean, and where they take them.
struct StressResolution {
    private(set) var plan = StressPlan(scenarios: [], isStandard: false)
    var issues: [Issue] = []

    let context: SectionContext
    let base: RunBase
    let run: BoundRun
    let factors: [FactorID]
    let law: MoveLaw
    let names: FactorNames

    /// - Parameter base: valid.
    init(_ written: WrittenStress, of base: RunBase, in context: SectionContext) {
        self.context = context
        self.base = base
        run = base.run
        factors = run.market.factors.map(\.id)
        law = run.moveLaw
        names = FactorNames(factors: factors, available: context.available)
        if written.isWritten {
            plan.scenarios = written.items.filter(\.goesTogether).compactMap { resolve($0) }
        } else {
            plan = StressPlan(scenarios: standard(), isStandard: true)
        }
    }

    private mutating func resolve(_ item: WrittenStress.Item) -> StressScenario? {
        let before = issues.count
        var result = StressScenario(name: item.name, kind: Self.kind(item), words: "", states: nil)
        if item.axes.count == 1 {
            result.states = ladder(item)
        } else if item.axes.count == 2 {
            result.states = grid(item)
        } else if item.worst != nil {
            result.states = worst(item, &result)
        } else if !item.conditional.isEmpty {
            result.states = conditional(item, &result)
        } else if item.statesLevels {
            result.states = stated(item, &result)
        }
        if let states = result.states { result.warnings += doubts(states) }
        if item.changesModel { result.model = model(item, &result) }
        return issues.count == before ? result : nil
    }

    /// Stated levels that no market has: percent written as a fraction, most often. Those of a history are what they are.
    private func doubts(_ states: StressStates) -> [String] {
        let rows: [[Double]]
        switch states {
        case .stated(let levels): rows = [levels]
        case .ladder(_, let steps), .grid(_, _, let steps): rows = (0..<steps.rowCount).map { Array(steps.row($0)) }
        case .windows, .conditional: return []
        }
        let plausibility = Plausibility(context.scenario)
        return factors.indices.compactMap { index in
            let furthest = rows.map { $0[index] }.max { $0.magnitude < $1.magnitude }
            return furthest.flatMap { plausibility.doubt(stressed: $0, from: law.levels[index], of: factors[index]) }
        }
    }

    private static func kind(_ item: WrittenStress.Item) -> String {
        if item.axes.count == 1 { return "ladder" }
        if item.axes.count == 2 { return "grid" }
        if item.worst != nil { return "worst" }
        if !item.conditional.isEmpty { return "conditional" }
        if item.replay != nil { return "replay" }
        if item.curve != nil { return "curve" }
        return item.shocks.isEmpty ? "model" : "shocks"
    }

    /// Says what is wrong with a level that no market can have.
    ///
    /// - Returns: whether the level is possible.
    mutating func check(
        _ level: Double, of factor: Int, by words: String, at location: SourceLocation?, path: String
    ) -> Bool {
        let id = factors[factor]
        guard level.isFinite, level > 0 || !id.factorClass.isPositive else {
            let from = law.levels[factor]
            issues.append(
                Issue(
                    "\(words) takes \(id) from \(Self.rounded(from)) to \(Self.rounded(level))",
                    hint: "a level of class \(id.factorClass.title) must stay greater than 0", at: location, path: path)
            )
            return false
        }
        return true
    }

    static func rounded(_ value: Double) -> Double {
        value.isFinite && abs(value) < 1e12 ? (value * 1e6).rounded() / 1e6 : value
    }
}

/// Which of a run's factors a pattern means.
struct FactorNames {
    let factors: [FactorID]
    /// Every factor that the data name.
    let available: [FactorID]
    private let curves: [String: [MarketLayout.Node]]

    init(factors: [FactorID], available: [FactorID]) {
        self.factors = factors
        self.available = available
        curves = MarketLayout.curves(of: available)
    }

    /// Whether a pattern means a factor; the name of a curve means all its nodes.
    func matches(_ pattern: FactorPattern, _ factor: FactorID) -> Bool {
        if pattern.matches(factor) { return true }
        guard pattern.factor != nil, let nodes = curves[pattern.text], !available.contains(where: pattern.matches)
        else { return false }
        return nodes.contains { $0.factor == factor }
    }

    func indices(_ pattern: FactorPattern) -> [Int] { factors.indices.filter { matches(pattern, factors[$0]) } }

    /// Nil where the data name a factor that the pattern means, in the portfolio or not.
    func issue(_ pattern: FactorPattern, at location: SourceLocation?, path: String) -> Issue? {
        guard !available.contains(where: { matches(pattern, $0) }) else { return nil }
        return Issue(
            "no factor of the market matches “\(pattern.text)”",
            hint: Suggestion.hint(for: pattern.text, among: available.map(\.name)), at: location, path: path,
            from: Issue.Subject.data(of: pattern))
    }
}

extension WrittenStress.Correlations {
    var blocks: [Block] { if case .blocks(let blocks) = target { blocks } else { [] } }
}
