import Measures

/// How the parts of an attribution are written and read: the kind of the measure stands under `measure`.
private let kindName = "measure"

extension RiskComponent: Codable {
    private enum CodingKeys: CodingKey {
        case by, name, value, standardError, share, marginal, standAlone, standAloneError, incremental, incrementalError
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder, kindAs: kindName)
        try container.encode(by, forKey: .by)
        try container.encode(name, forKey: .name)
        try container.encode(value, forKey: .value)
        try container.encode(standardError, forKey: .standardError)
        try container.encode(share, forKey: .share)
        // What was not looked at is not said.
        let further: [(CodingKeys, Double?)] = [
            (.marginal, marginal), (.standAlone, standAlone), (.standAloneError, standAloneError),
            (.incremental, incremental), (.incrementalError, incrementalError),
        ]
        for (key, value) in further { if let value { try container.encode(value, forKey: key) } }
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

extension DiversificationRatio: Codable {
    private enum CodingKeys: CodingKey { case by, standAloneSum, ratio }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder, kindAs: kindName)
        try container.encode(by, forKey: .by)
        try container.encode(standAloneSum, forKey: .standAloneSum)
        try container.encode(ratio, forKey: .ratio)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder, kindAs: kindName),
            by: try container.decode(RiskComponent.Part.self, forKey: .by),
            standAloneSum: try container.decode(Double.self, forKey: .standAloneSum),
            ratio: try container.decode(Double.self, forKey: .ratio))
    }
}

extension TailScenario: Codable {
    private enum CodingKeys: CodingKey { case moves }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder, kindAs: kindName)
        try container.encode(moves, forKey: .moves)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder, kindAs: kindName),
            moves: try container.decode([AttributedMove].self, forKey: .moves))
    }
}
