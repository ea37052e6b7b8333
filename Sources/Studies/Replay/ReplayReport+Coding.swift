import Market

/// How replayed paths stand in a result.
extension ReplayReport: Encodable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.replay/1"

    private enum CodingKeys: CodingKey { case schema, version, kernels, run, finding, currency, value, timeGain, paths }

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
        try container.encode(paths.indices.map(written), forKey: .paths)
    }

    private func written(_ index: Int) -> WrittenPath {
        let path = paths[index]
        return WrittenPath(
            path: path.path, dates: path.dates, gain: path.gain,
            factors: path.moves.enumerated().map { place, move in
                Factor(
                    factor: move.factor, today: levels[place], then: path.levels[place], change: move.change,
                    isRelative: move.isRelative, deviations: move.deviations, gain: move.loss.map { -$0 })
            }, books: books.map { Book(book: $0.name, value: $0.value, gain: $0.gains[index]) },
            positions: positions.map {
                Position(id: $0.name, book: $0.book, value: $0.value, gain: $0.gains[index])
            })
    }

    private struct WrittenPath: Encodable {
        let path: Int
        let dates: [CalendarDate]
        let gain: Double
        let factors: [Factor]
        let books: [Book]
        let positions: [Position]
    }

    private struct Factor: Encodable {
        let factor: FactorID
        let today: Double
        let then: Double
        let change: Double
        let isRelative: Bool
        let deviations: Double?
        let gain: Double?
    }

    private struct Book: Encodable {
        let book: String
        let value: Double
        let gain: Double
    }

    private struct Position: Encodable {
        let id: String
        let book: String
        let value: Double
        let gain: Double
    }
}
