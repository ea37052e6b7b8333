import Dependence
import Instruments
import LinearAlgebra
import Market
import Processes
import Settings

/// A factor of a market with its process and its marginal law, made.
@dynamicMemberLookup
public struct BoundFactor: Sendable {
    public let factor: ModelledFactor
    public let process: Chosen<any AssetProcess.Type>
    /// The law of its driver under a copula; nil for the law that the dependence gives.
    public let chosenMarginal: Chosen<any Marginal.Type>?
    /// What moves it from today's level.
    public let law: any AssetProcess

    /// What is stated of it; what is bound stands under the same name here.
    public subscript<Member>(dynamicMember member: KeyPath<ModelledFactor, Member>) -> Member {
        factor[keyPath: member]
    }

    public var marginal: (any Marginal)? { chosenMarginal.map { $0.type.init($0.specification) } }

    /// How its changes are measured.
    public var convention: ChangeConvention { process.type.change(process.specification) }
}

/// A market model whose kinds are bound to their types: every process, marginal law and the dependence can be had.
public struct BoundMarket: Sendable {
    public private(set) var model: MarketModel
    /// In the model's order.
    public private(set) var factors: [BoundFactor]
    public let dependence: Chosen<any Dependence.Type>
    /// That the factors form, by name.
    let curves: [String: [MarketLayout.Node]]

    /// - Throws: what keeps the market from being simulated.
    public init(_ model: MarketModel, kinds: RunKinds) throws(RunProblem) {
        let chosen: Chosen<any Dependence.Type>
        do throws(UnknownKind) { chosen = try kinds.dependences.choose(model.dependence) } catch {
            throw RunProblem(error)
        }
        var parts: [(process: Chosen<any AssetProcess.Type>, marginal: Chosen<any Marginal.Type>?)] = []
        for factor in model.factors {
            do throws(UnknownKind) {
                let marginal = try factor.marginal.map { given throws(UnknownKind) in try kinds.marginals.choose(given)
                }
                parts.append((try kinds.processes.choose(factor.process), marginal))
            } catch { throw RunProblem(error) }
        }
        let curves = MarketLayout.curves(of: model.factors.map(\.id))
        for (index, part) in parts.enumerated() {
            if let problem = Self.problem(with: model, index, part.process, chosen, curves: curves) { throw problem }
        }
        self.init(model, parts, dependence: chosen, curves: curves)
    }

    private init(
        _ model: MarketModel, _ parts: [(process: Chosen<any AssetProcess.Type>, marginal: Chosen<any Marginal.Type>?)],
        dependence: Chosen<any Dependence.Type>, curves: [String: [MarketLayout.Node]]
    ) {
        self.model = model
        self.dependence = dependence
        self.curves = curves
        factors = zip(model.factors.indices, parts).map { index, part in
            BoundFactor(
                factor: model.factors[index], process: part.process, chosenMarginal: part.marginal,
                law: part.process.type.init(model.parameters(of: index, curves: curves)))
        }
    }

    private static func problem(
        with model: MarketModel, _ index: Int, _ process: Chosen<any AssetProcess.Type>,
        _ dependence: Chosen<any Dependence.Type>, curves: [String: [MarketLayout.Node]]
    ) -> RunProblem? {
        let factor = model.factors[index]
        // A price may be below zero where its process allows for it, as oil was on 2020-04-20.
        if factor.level <= 0, process.type.change(process.specification) == .logarithmic {
            return RunProblem("the level of \(factor.id) must be greater than 0 for its process")
        }
        let parameters = model.parameters(of: index, curves: curves)
        if let problem = process.type.problem(with: parameters) {
            return RunProblem("\(factor.id): \(problem.message)")
        }
        if process.type.init(parameters).needsNormalDriver,
            !dependence.type.givesNormalDrivers || factor.marginal != nil
        {
            return RunProblem(
                "the process of \(factor.id) needs a normal driver, which \(dependence.kind) does not give")
        }
        if !dependence.type.covers(factor.id, dependence.specification) {
            return RunProblem("\(dependence.kind) says nothing of \(factor.id)")
        }
        return nil
    }

    /// Today's, one a factor.
    public var levels: [Double] { model.factors.map(\.level) }

    /// The same from other levels.
    ///
    /// - Parameter levels: one a factor, each possible for its process.
    public func with(levels: [Double]) -> BoundMarket {
        let moving = affected(by: levels)
        guard !moving.isEmpty else { return self }
        var moved = self
        for index in moving { moved.model.factors[index].level = levels[index] }
        for index in moving {
            let factor = moved.factors[index]
            moved.factors[index] = BoundFactor(
                factor: moved.model.factors[index], process: factor.process, chosenMarginal: factor.chosenMarginal,
                law: factor.process.type.init(moved.model.parameters(of: index, curves: curves)))
        }
        return moved
    }

    /// The factors whose law is another one from some levels, ascending: those whose own level moves, and where a node moves all
    /// of its curve, the other nodes.
    func affected(by levels: [Double]) -> [Int] {
        precondition(levels.count == factors.count, "a level for each factor")
        let moving = levels.indices.filter { levels[$0].bitPattern != factors[$0].level.bitPattern }
        guard !moving.isEmpty, factors.contains(where: { $0.process.type.movesCurvesAsOne }) else { return moving }
        let ids = Set(moving.map { factors[$0].id })
        let curves = curves.values.filter { nodes in nodes.contains { ids.contains($0.factor) } }
        let nodes = Set(curves.flatMap { $0.map(\.factor) })
        return levels.indices.filter { index in
            ids.contains(factors[index].id)
                || factors[index].process.type.movesCurvesAsOne && nodes.contains(factors[index].id)
        }
    }

    /// The same under other correlations.
    public func with(root: CorrelationRoot) -> BoundMarket {
        var model = model
        precondition(root.count == factors.count, "one variable of the root for each risk factor")
        model.root = root
        return rebound(to: model)
    }

    /// - Parameter model: of the same factors by the same kinds.
    private func rebound(to model: MarketModel) -> BoundMarket {
        BoundMarket(model, factors.map { ($0.process, $0.chosenMarginal) }, dependence: dependence, curves: curves)
    }

    /// The model with the random part of each factor's changes so many times as large, whatever its process.
    public func scalingVolatilities(by multipliers: [Double]) -> MarketModel {
        precondition(multipliers.count == factors.count, "a multiplier for each factor")
        var model = model
        for (index, multiplier) in multipliers.enumerated() where multiplier != 1 {
            let process = factors[index].process
            model.factors[index].volatility *= multiplier
            model.factors[index].process = process.type.scalingVolatility(of: process.specification, by: multiplier)
        }
        return model
    }

    /// Whose driver each row of the Cholesky factor is; empty for principal components, whose first rows are nobody's.
    var drivers: [SimulatedDriver] {
        guard case .cholesky(let factor) = model.root else { return [] }
        return factor.order.map { SimulatedDriver(factor: factors[$0].factor.id, marginal: factors[$0].marginal) }
    }

    /// The longest step that every process can be advanced over, in years.
    var longestStep: Double { factors.map(\.law.longestStep).min() ?? .infinity }
}

extension MarketModel {
    /// What the process of a factor is made from.
    ///
    /// - Parameter curves: the curves that the factors form, by name.
    public func parameters(of index: Int, curves: [String: [MarketLayout.Node]]) -> ProcessParameters {
        let factor = factors[index]
        return ProcessParameters(
            level: factor.level, volatility: factor.volatility, drift: factor.drift, specification: factor.process,
            curve: curve(of: factor.id, curves: curves))
    }

    private func curve(of id: FactorID, curves: [String: [MarketLayout.Node]]) -> InitialCurve? {
        let name = id.parts.dropLast().joined(separator: ".")
        guard let nodes = curves[name], let own = nodes.first(where: { $0.factor == id }) else { return nil }
        let levels = Dictionary(uniqueKeysWithValues: factors.map { ($0.id, $0.level) })
        return InitialCurve(
            tenors: nodes.map(\.tenor), rates: nodes.map { levels[$0.factor] ?? 0 }, tenor: own.tenor)
    }
}
