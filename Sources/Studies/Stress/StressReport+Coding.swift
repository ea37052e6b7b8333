import Market
import Measures
import Reports

/// How a stress test stands in a result: what is written is what is read.
extension StressReport: Codable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.stress/1"

    private enum CodingKeys: CodingKey {
        case schema, version, kernels, run, finding, portfolio, books, positions, standardSet, ranking, sensitivities,
            scenarios, notes
    }

    private struct Rank: Encodable {
        let name: String
        let profitAndLoss: Double?
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(kernels, forKey: .kernels)
        try container.encode(run, forKey: .run)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(
            PortfolioSummary(currency: currency, value: value, positions: positions.count), forKey: .portfolio)
        try container.encode(books, forKey: .books)
        try container.encode(positions, forKey: .positions)
        try container.encode(isStandard, forKey: .standardSet)
        let ranks = ranking.map { Rank(name: $0.name, profitAndLoss: $0.revaluation?.profitAndLoss) }
        try container.encode(ranks, forKey: .ranking)
        try container.encode(sensitivities, forKey: .sensitivities)
        try container.encode(outcomes.map { WrittenOutcome(outcome: $0, holders: holders) }, forKey: .scenarios)
        try container.encode(notes, forKey: .notes)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.expect(schema: Self.schema, forKey: .schema)
        let portfolio = try container.decode(PortfolioSummary.self, forKey: .portfolio)
        self.init(
            run: try container.decode(RunSummary.self, forKey: .run), currency: portfolio.currency,
            version: try container.decode(String.self, forKey: .version), value: portfolio.value,
            positions: try container.decode([StressedPosition].self, forKey: .positions),
            books: try container.decode([StressedBook].self, forKey: .books),
            outcomes: try container.decode([WrittenOutcome].self, forKey: .scenarios).map(\.outcome),
            sensitivities: try container.decode([ClassSensitivity].self, forKey: .sensitivities),
            isStandard: try container.decode(Bool.self, forKey: .standardSet),
            notes: try container.decode([String].self, forKey: .notes))
        kernels = try container.decodeIfPresent(String.self, forKey: .kernels)
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
    }

    private var holders: StressHolders { StressHolders(books: books, positions: positions) }
}

/// What gains are listed by.
struct StressHolders {
    let books: [StressedBook]
    let positions: [StressedPosition]

    func byBook<Gain: Codable>(_ gains: [Gain]) -> [BookGain<Gain>] {
        zip(books, gains).map { BookGain(book: $0.path, profitAndLoss: $1) }
    }

    func byPosition<Gain: Codable>(_ gains: [Gain]) -> [PositionGain<Gain>] {
        zip(positions, gains).map { PositionGain(id: $0.id, book: $0.book, profitAndLoss: $1) }
    }
}

struct BookGain<Gain: Codable>: Codable {
    let book: String
    let profitAndLoss: Gain
}

struct PositionGain<Gain: Codable>: Codable {
    let id: String
    let book: String
    let profitAndLoss: Gain
}

/// A scenario with its gains by the names of books and positions.
private struct WrittenOutcome: Codable {
    let outcome: StressOutcome
    let holders: StressHolders

    private enum CodingKeys: CodingKey {
        case name, kind, description, profitAndLoss, byBook, byPosition, byClass, classInteraction, byFactor,
            factorInteraction, moves, sensitivities, grid, conditional, risk, notes, warnings
    }

    private struct FactorGain: Codable {
        let factor: FactorID
        let profitAndLoss: Double
    }

    init(outcome: StressOutcome, holders: StressHolders) {
        self.outcome = outcome
        self.holders = holders
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome.name, forKey: .name)
        try container.encode(outcome.kind, forKey: .kind)
        try container.encode(outcome.words, forKey: .description)
        try container.encode(outcome.revaluation?.profitAndLoss, forKey: .profitAndLoss)
        if let revaluation = outcome.revaluation {
            try container.encode(holders.byBook(revaluation.byBook), forKey: .byBook)
            try container.encode(holders.byPosition(revaluation.byPosition), forKey: .byPosition)
            try container.encode(revaluation.byClass, forKey: .byClass)
            try container.encode(revaluation.classInteraction, forKey: .classInteraction)
            let shares = revaluation.moves.map { FactorGain(factor: $0.id, profitAndLoss: $0.profitAndLoss) }
            try container.encode(shares, forKey: .byFactor)
            try container.encode(revaluation.factorInteraction, forKey: .factorInteraction)
            try container.encode(revaluation.moves, forKey: .moves)
            try container.encode(revaluation.sensitivities, forKey: .sensitivities)
        }
        if let grid = outcome.grid { try container.encode(WrittenGrid(grid: grid, holders: holders), forKey: .grid) }
        if let conditional = outcome.conditional { try container.encode(conditional, forKey: .conditional) }
        if !outcome.risk.isEmpty { try container.encode(outcome.risk, forKey: .risk) }
        try container.encode(outcome.notes, forKey: .notes)
        try container.encode(outcome.warnings, forKey: .warnings)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        outcome = StressOutcome(
            name: try container.decode(String.self, forKey: .name),
            kind: try container.decode(String.self, forKey: .kind),
            words: try container.decode(String.self, forKey: .description),
            revaluation: try Self.revaluation(container),
            grid: try container.decodeIfPresent(WrittenGrid.self, forKey: .grid)?.grid,
            conditional: try container.decodeIfPresent(ConditionalOutcome.self, forKey: .conditional),
            risk: try container.decodeIfPresent([StressedFigure].self, forKey: .risk) ?? [],
            notes: try container.decode([String].self, forKey: .notes),
            warnings: try container.decode([String].self, forKey: .warnings))
        holders = StressHolders(books: [], positions: [])
    }

    private static func revaluation(_ container: KeyedDecodingContainer<CodingKeys>) throws -> StressRevaluation? {
        guard let total = try container.decodeIfPresent(Double.self, forKey: .profitAndLoss) else { return nil }
        var moves = try container.decode([StressedFactor].self, forKey: .moves)
        for (place, share) in try container.decode([FactorGain].self, forKey: .byFactor).enumerated()
        where place < moves.count {
            moves[place].profitAndLoss = share.profitAndLoss
        }
        return StressRevaluation(
            profitAndLoss: total, moves: moves,
            byPosition: try container.decode([PositionGain<Double>].self, forKey: .byPosition).map(\.profitAndLoss),
            byBook: try container.decode([BookGain<Double>].self, forKey: .byBook).map(\.profitAndLoss),
            byClass: try container.decode([ClassShare].self, forKey: .byClass),
            classInteraction: try container.decode(Double.self, forKey: .classInteraction),
            factorInteraction: try container.decode(Double.self, forKey: .factorInteraction),
            sensitivities: try container.decode([ClassSensitivity].self, forKey: .sensitivities))
    }
}
