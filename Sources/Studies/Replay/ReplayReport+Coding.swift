import Market
import Measures
import Reports

/// How replayed paths stand in a result: what is written is what is read.
extension ReplayReport: Codable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.replay/1"

    private enum CodingKeys: CodingKey {
        case schema, version, kernels, run, finding, currency, value, timeGain, precision, paths
    }

    private static let precisions = (double: "double", single: "single")

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(kernels, forKey: .kernels)
        try container.encode(run, forKey: .run)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(currency, forKey: .currency)
        try container.encode(value, forKey: .value)
        try container.encode(timeGain, forKey: .timeGain)
        try container.encode(isSingle ? Self.precisions.single : Self.precisions.double, forKey: .precision)
        try container.encode(paths.indices.map(written), forKey: .paths)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.expect(schema: Self.schema, forKey: .schema)
        let paths = try container.decode([WrittenPath].self, forKey: .paths)
        self.init(
            run: try container.decode(RunSummary.self, forKey: .run),
            version: try container.decode(String.self, forKey: .version),
            currency: try container.decode(Currency.self, forKey: .currency),
            value: try container.decode(Double.self, forKey: .value),
            levels: paths.first?.factors.map(\.today) ?? [],
            paths: paths.map(\.path),
            positions: Self.holdings(paths) { $0.positions.map { ($0.id, $0.book, $0.value, $0.gain) } },
            books: Self.holdings(paths) { $0.books.map { ($0.book, $0.book, $0.value, $0.gain) } },
            timeGain: try container.decode(Double.self, forKey: .timeGain))
        kernels = try container.decodeIfPresent(String.self, forKey: .kernels)
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
        isSingle = try container.decodeIfPresent(String.self, forKey: .precision) == Self.precisions.single
    }

    private func written(_ index: Int) -> WrittenPath {
        let path = paths[index]
        return WrittenPath(
            number: path.path, dates: path.dates, gain: path.gain,
            factors: path.moves.enumerated().map { place, move in
                Factor(
                    factor: move.factor, today: levels[place], then: path.levels[place], change: move.change,
                    isRelative: move.isRelative, deviations: move.deviations, gain: move.loss.map { -$0 })
            }, books: books.map { Book(book: $0.name, value: $0.value, gain: $0.gains[index]) },
            positions: positions.map {
                Position(id: $0.name, book: $0.book, value: $0.value, gain: $0.gains[index])
            })
    }

    /// The gains of each on every path, from those of all on each.
    private static func holdings(
        _ paths: [WrittenPath], _ on: (WrittenPath) -> [(name: String, book: String, value: Double, gain: Double)]
    ) -> [Holding] {
        let all = paths.map(on)
        return (all.first ?? []).enumerated().map { place, first in
            Holding(
                name: first.name, book: first.book, value: first.value,
                gains: all.compactMap { place < $0.count ? $0[place].gain : nil })
        }
    }

    private struct WrittenPath: Codable {
        let number: Int
        let dates: [CalendarDate]
        let gain: Double
        let factors: [Factor]
        let books: [Book]
        let positions: [Position]

        enum CodingKeys: String, CodingKey {
            case number = "path"
            case dates, gain, factors, books, positions
        }

        var path: Path {
            Path(
                path: number, dates: dates, gain: gain,
                moves: factors.map {
                    AttributedMove(
                        factor: $0.factor, change: $0.change, isRelative: $0.isRelative, deviations: $0.deviations,
                        loss: $0.gain.map { -$0 })
                }, levels: factors.map(\.then))
        }
    }

    private struct Factor: Codable {
        let factor: FactorID
        let today: Double
        let then: Double
        let change: Double
        let isRelative: Bool
        let deviations: Double?
        let gain: Double?
    }

    private struct Book: Codable {
        let book: String
        let value: Double
        let gain: Double
    }

    private struct Position: Codable {
        let id: String
        let book: String
        let value: Double
        let gain: Double
    }
}
