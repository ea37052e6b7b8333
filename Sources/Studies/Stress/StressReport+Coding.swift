import Market
import Measures

/// How a stress test stands in a result.
extension StressReport: Encodable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.stress/1"

    private enum CodingKeys: CodingKey {
        case schema, version, kernels, run, finding, portfolio, standardSet, ranking, sensitivities, scenarios, notes
    }

    private struct Run: Encodable {
        let id: String
        let title: String
        let asOf: CalendarDate
        let seed: UInt64
        let paths: Int
        let horizonDays: Int
        let steps: Int
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
        try container.encode(
            Run(
                id: run.id, title: run.title, asOf: run.asOf, seed: run.seed, paths: run.paths,
                horizonDays: run.horizonDays, steps: run.steps), forKey: .run)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(
            PortfolioSummary(currency: currency, value: value, positions: positions.count), forKey: .portfolio)
        try container.encode(isStandard, forKey: .standardSet)
        let ranks = ranking.map { Rank(name: $0.name, profitAndLoss: $0.revaluation?.profitAndLoss) }
        try container.encode(ranks, forKey: .ranking)
        try container.encode(sensitivities, forKey: .sensitivities)
        try container.encode(outcomes.map { WrittenOutcome(outcome: $0, report: self) }, forKey: .scenarios)
        try container.encode(notes, forKey: .notes)
    }
}

/// A scenario with its gains by the names of books and positions.
private struct WrittenOutcome: Encodable {
    let outcome: StressOutcome
    let report: StressReport

    private enum CodingKeys: CodingKey {
        case name, kind, description, profitAndLoss, byBook, byPosition, byClass, classInteraction, byFactor,
            factorInteraction, moves, sensitivities, grid, conditional, risk, notes, warnings
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome.name, forKey: .name)
        try container.encode(outcome.kind, forKey: .kind)
        try container.encode(outcome.words, forKey: .description)
        try container.encode(outcome.revaluation?.profitAndLoss, forKey: .profitAndLoss)
        if let revaluation = outcome.revaluation {
            try container.encode(BookGain.all(report, revaluation.byBook), forKey: .byBook)
            try container.encode(PositionGain.all(report, revaluation.byPosition), forKey: .byPosition)
            try container.encode(revaluation.byClass, forKey: .byClass)
            try container.encode(revaluation.classInteraction, forKey: .classInteraction)
            let shares = revaluation.moves.map { FactorGain(factor: $0.id, profitAndLoss: $0.profitAndLoss) }
            try container.encode(shares, forKey: .byFactor)
            try container.encode(revaluation.factorInteraction, forKey: .factorInteraction)
            try container.encode(revaluation.moves, forKey: .moves)
            try container.encode(revaluation.sensitivities, forKey: .sensitivities)
        }
        if let grid = outcome.grid { try container.encode(WrittenGrid(grid: grid, report: report), forKey: .grid) }
        if let conditional = outcome.conditional { try container.encode(conditional, forKey: .conditional) }
        if !outcome.risk.isEmpty { try container.encode(outcome.risk, forKey: .risk) }
        try container.encode(outcome.notes, forKey: .notes)
        try container.encode(outcome.warnings, forKey: .warnings)
    }
}

private struct BookGain<Gain: Encodable>: Encodable {
    let book: String
    let profitAndLoss: Gain

    static func all(_ report: StressReport, _ gains: [Gain]) -> [BookGain] {
        zip(report.books, gains).map { BookGain(book: $0.path, profitAndLoss: $1) }
    }
}

private struct PositionGain<Gain: Encodable>: Encodable {
    let id: String
    let book: String
    let profitAndLoss: Gain

    static func all(_ report: StressReport, _ gains: [Gain]) -> [PositionGain] {
        zip(report.positions, gains).map { PositionGain(id: $0.id, book: $0.book, profitAndLoss: $1) }
    }
}

private struct FactorGain: Encodable {
    let factor: FactorID
    let profitAndLoss: Double
}

/// Figures are one list of a ladder, and a list of lists, row by row, of a grid.
private struct WrittenGrid: Encodable {
    let grid: StressGrid
    let report: StressReport

    private enum CodingKeys: CodingKey { case rows, columns, profitAndLoss, worst, byBook, byClass, byPosition }

    private struct ClassGain: Encodable {
        let factorClass: FactorClass
        let profitAndLoss: Gains

        enum CodingKeys: String, CodingKey {
            case factorClass = "class"
            case profitAndLoss
        }
    }

    private enum Gains: Encodable {
        case ladder([Double])
        case grid([[Double]])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .ladder(let gains): try container.encode(gains)
            case .grid(let rows): try container.encode(rows)
            }
        }
    }

    private func gains(_ all: [Double]) -> Gains {
        guard let width = grid.columns?.values.count else { return .ladder(all) }
        return .grid(stride(from: 0, to: all.count, by: width).map { Array(all[$0..<$0 + width]) })
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(grid.rows, forKey: .rows)
        if let columns = grid.columns { try container.encode(columns, forKey: .columns) }
        try container.encode(gains(grid.profitAndLoss), forKey: .profitAndLoss)
        try container.encode(grid.worst, forKey: .worst)
        try container.encode(BookGain.all(report, grid.byBook.map(gains)), forKey: .byBook)
        let classes = grid.byClass.map {
            ClassGain(factorClass: $0.factorClass, profitAndLoss: gains($0.profitAndLoss))
        }
        try container.encode(classes, forKey: .byClass)
        try container.encode(PositionGain.all(report, grid.byPosition.map(gains)), forKey: .byPosition)
    }
}
