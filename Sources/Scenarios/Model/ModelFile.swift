import LinearAlgebra
import Market
import Parametric
import Settings
import Simulation
import Yams

/// A calibrated market model as two files: a scenario without histories, and its correlations, whose digest the
/// scenario names: with those of another model it is refused.
///
/// The scenario runs as it stands, and another takes its market from it by `market: {model: FILE}`. Numbers keep every
/// digit, so the run made of it is the run that it was made of.
public struct ModelFile: Sendable {
    /// The name of the file with the correlations, beside the scenario.
    public static let correlationName = "correlations.csv"

    public let scenario: String
    public let correlations: String

    /// - Parameters:
    ///   - resolved: the run, with its calibrated model.
    ///   - origin: the scenario that was calibrated, for the head of the file.
    public init(_ resolved: ResolvedRun, origin: String) throws {
        let run = resolved.run
        correlations = Self.correlations(resolved.correlation, run.market.factors.map(\.id))
        let market = Self.market(run.market.model, digest: FileDigest.of(correlations))
        let members: [(String, Node)] = [
            ("version", Node("1")), ("title", .quoted(run.title)), ("asOf", Node(run.asOf.description)),
            ("baseCurrency", Node(run.baseCurrency.code)), ("market", market),
            ("factors", Self.factors(run.market.model)), ("dependence", Node(run.market.dependence.specification)),
            ("portfolio", .block([("positions", .list(run.run.positions.map(Self.position)))])),
            ("simulation", Self.simulation(run)), ("measures", .list(run.run.measures.map { Node($0) })),
        ]
        let head = "# The market model calibrated from \(origin), as of \(run.asOf).\n"
        scenario = head + (try Yams.serialize(node: .block(members), width: -1, allowUnicode: true))
    }

    /// - Parameter digest: of the correlations, so that those of another model are refused.
    private static func market(_ model: MarketModel, digest: String) -> Node {
        let levels = model.factors.map { ($0.id.name, Node($0.level)) }
        let volatilities = model.factors.map { ($0.id.name, Node($0.volatility)) }
        return .block([
            ("levels", .block(levels)), ("volatilities", .block(volatilities)),
            ("correlationFile", .quoted(correlationName)), ("correlationDigest", .quoted(digest)),
        ])
    }

    private static func factors(_ model: MarketModel) -> Node {
        .block(
            model.factors.map { factor in
                var process = factor.process
                if factor.drift != 0 { process.settings["drift"] = .number(factor.drift) }
                let marginal = factor.marginal.map { [("marginal", Node($0))] } ?? []
                return (factor.id.name, .flow([("process", Node(process))] + marginal))
            })
    }

    private static func position(_ position: Position) -> Node {
        var members: [(String, Node)] = [("id", .quoted(position.id))]
        if !position.book.isEmpty { members.append(("book", .quoted(position.book))) }
        members += [
            ("quantity", Node(position.quantity)), ("currency", Node(position.currency.code)),
            ("instrument", Node(position.instrument)),
        ]
        return .flow(members)
    }

    /// The file has no history, so a run that drew on one is simulated from the model.
    private static func simulation(_ run: BoundRun) -> Node {
        let sampling = run.sampling
        let horizon = ("horizon", Node("\(sampling.horizonDays)d"))
        if let method = (run.states as? ParametricStates)?.method {
            return .flow([("kind", Node(ParametricSimulation.kind)), horizon, ("method", Node(method.rawValue))])
        }
        guard run.states.usesModel else { return .flow([horizon]) }
        return .flow([
            ("paths", Node(String(sampling.paths))), ("horizon", Node("\(sampling.horizonDays)d")),
            ("steps", Node(String(sampling.steps))), ("seed", Node(String(sampling.seed))),
            ("precision", Node(sampling.precision.rawValue)),
        ])
    }

    private static func correlations(_ matrix: Matrix, _ factors: [FactorID]) -> String {
        var text = ([""] + factors.map { CSVField.written($0.name) }).joined(separator: ",") + "\n"
        for (row, factor) in factors.enumerated() {
            text += CSVField.written(factor.name)
            for column in factors.indices { text += ",\(row == column ? 1 : matrix[row, column])" }
            text += "\n"
        }
        return text
    }
}

extension Node {
    fileprivate init(_ number: Double) { self.init("\(number)") }

    fileprivate static func quoted(_ text: String) -> Node { Node(text, Tag(.str), .doubleQuoted) }

    fileprivate static func block(_ members: [(String, Node)]) -> Node { mapping(members, .block) }

    fileprivate static func flow(_ members: [(String, Node)]) -> Node { mapping(members, .flow) }

    fileprivate static func list(_ items: [Node]) -> Node { Node(items, .implicit, .block) }

    private static func mapping(_ members: [(String, Node)], _ style: Node.Mapping.Style) -> Node {
        Node(members.map { (Node($0.0), $0.1) }, .implicit, style)
    }

    /// `{kind: ewma, decay: 0.97}`.
    fileprivate init(_ specification: Specification) {
        let settings = specification.settings.sorted { $0.key < $1.key }
        self = .flow([("kind", Node(specification.kind))] + settings.map { ($0.key, Node($0.value)) })
    }

    private init(_ content: Settings.Value.Content) {
        switch content {
        case .term(.years(let years)): self.init("\(years)y")
        case .text(let text): self = .quoted(text)
        case .kind(let specification): self.init(specification)
        case .list(let items): self = Node(items.map { Node($0) }, .implicit, .flow)
        case .mapping(let entries): self = .flow(entries.map { ($0.key, Node($0.value)) })
        default: self.init(content.written)
        }
    }
}
