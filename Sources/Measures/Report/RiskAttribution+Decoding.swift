/// How the parts of an attribution are read: the kind of the measure stands under `measure`.
private let kindName = "measure"

extension RiskComponent: Decodable {
    private enum CodingKeys: CodingKey {
        case by, name, value, standardError, share, marginal, standAlone, standAloneError, incremental, incrementalError
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> Double? { try container.decodeIfPresent(Double.self, forKey: key) }
        self.init(
            key: try FigureKey(from: decoder, kindAs: kindName), by: try container.decode(Part.self, forKey: .by),
            name: try container.decode(String.self, forKey: .name),
            value: try container.decode(Double.self, forKey: .value),
            standardError: try container.decode(Double.self, forKey: .standardError), share: try number(.share),
            marginal: try number(.marginal))
        standAlone = try number(.standAlone)
        standAloneError = try number(.standAloneError)
        incremental = try number(.incremental)
        incrementalError = try number(.incrementalError)
    }
}

extension DiversificationRatio: Decodable {
    private enum CodingKeys: CodingKey { case by, standAloneSum, ratio }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder, kindAs: kindName),
            by: try container.decode(RiskComponent.Part.self, forKey: .by),
            standAloneSum: try container.decode(Double.self, forKey: .standAloneSum),
            ratio: try container.decode(Double.self, forKey: .ratio))
    }
}

extension TailScenario: Decodable {
    private enum CodingKeys: CodingKey { case moves }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder, kindAs: kindName),
            moves: try container.decode([AttributedMove].self, forKey: .moves))
    }
}
