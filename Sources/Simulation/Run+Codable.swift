import Market
import Settings

/// The stored form of a run. It has a version; one of an older version is read as it was meant then.
extension Run: Codable {
    /// Of what is written; version 1 had none.
    public static let storedVersion = 2

    private enum CodingKeys: CodingKey {
        case version, title, asOf, baseCurrency, market, positions, sampling, simulation, states, measures
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(Self.storedVersion, forKey: .version)
        try box.encode(title, forKey: .title)
        try box.encode(asOf, forKey: .asOf)
        try box.encode(baseCurrency, forKey: .baseCurrency)
        try box.encode(market, forKey: .market)
        try box.encode(positions, forKey: .positions)
        try box.encode(sampling, forKey: .sampling)
        try box.encode(simulation, forKey: .simulation)
        try box.encode(states, forKey: .states)
        try box.encode(measures, forKey: .measures)
    }

    /// - Throws: a `DecodingError` where it is no run, or one of a later version.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        let version = try box.decodeIfPresent(Int.self, forKey: .version) ?? 1
        guard version <= Self.storedVersion else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: box,
                debugDescription: "a run of version \\(version), and this program reads up to \\(Self.storedVersion)")
        }
        let origin = version == 1 ? try StatesOfVersion1(from: decoder) : nil
        self.init(
            title: try box.decode(String.self, forKey: .title),
            asOf: try box.decode(CalendarDate.self, forKey: .asOf),
            baseCurrency: try box.decode(Currency.self, forKey: .baseCurrency),
            market: try box.decode(MarketModel.self, forKey: .market),
            positions: try box.decode([Position].self, forKey: .positions),
            sampling: try box.decode(Sampling.self, forKey: .sampling),
            simulation: try origin?.simulation ?? box.decode(String.self, forKey: .simulation),
            states: try origin?.states ?? box.decode(StatesRecord.self, forKey: .states),
            measures: try box.decode([Specification].self, forKey: .measures))
    }
}
