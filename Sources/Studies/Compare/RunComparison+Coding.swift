import Market
import Measures
import Reports

/// How a comparison stands in a result: what is written is what is read.
extension RunComparison: Codable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.compare/1"

    private enum CodingKeys: CodingKey {
        case schema, version, kernels, finding, currency, first, second, steps, changes, differences, notes
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(kernels, forKey: .kernels)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(currency, forKey: .currency)
        try container.encode(first, forKey: .first)
        try container.encode(second, forKey: .second)
        try container.encode(steps, forKey: .steps)
        let names = steps.map(\.name)
        try container.encode(changes.map { WrittenChange(change: $0, names: names) }, forKey: .changes)
        try container.encode(differences, forKey: .differences)
        try container.encode(notes, forKey: .notes)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.expect(schema: Self.schema, forKey: .schema)
        self.init(
            first: try container.decode(ComparedRun.self, forKey: .first),
            second: try container.decode(ComparedRun.self, forKey: .second),
            currency: try container.decode(Currency.self, forKey: .currency),
            version: try container.decode(String.self, forKey: .version),
            steps: try container.decode([ComparisonStep].self, forKey: .steps),
            changes: try container.decode([WrittenChange].self, forKey: .changes).map(\.change),
            differences: try container.decodeIfPresent(RunDifferences.self, forKey: .differences),
            notes: try container.decode([String].self, forKey: .notes))
        kernels = try container.decodeIfPresent(String.self, forKey: .kernels)
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
    }

    /// A change with its steps by name.
    private struct WrittenChange: Codable {
        let change: MeasureChange
        let names: [String]

        private enum CodingKeys: CodingKey { case first, second, change, steps }

        init(change: MeasureChange, names: [String]) {
            self.change = change
            self.names = names
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let steps = try container.decode([Step].self, forKey: .steps)
            names = steps.map(\.name)
            change = MeasureChange(
                key: try FigureKey(from: decoder), from: try container.decode(Estimate.self, forKey: .first),
                to: try container.decode(Estimate.self, forKey: .second), steps: steps.map(\.change),
                total: try container.decode(FigureChange.self, forKey: .change))
        }

        func encode(to encoder: any Encoder) throws {
            var book = encoder.container(keyedBy: FigureCoding.self)
            try book.encode(change.book, forKey: .book)
            try change.key.measure.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(change.from, forKey: .first)
            try container.encode(change.to, forKey: .second)
            try container.encode(change.total, forKey: .change)
            try container.encode(zip(names, change.steps).map { Step(name: $0, change: $1) }, forKey: .steps)
        }
    }

    private struct Step: Codable {
        let name: String
        let change: FigureChange

        private enum CodingKeys: CodingKey { case name }

        init(name: String, change: FigureChange) {
            self.name = name
            self.change = change
        }

        init(from decoder: any Decoder) throws {
            name = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .name)
            change = try FigureChange(from: decoder)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try change.encode(to: encoder)
        }
    }
}

extension ComparedRun: Codable {
    private enum CodingKeys: CodingKey { case file, value, positions }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try run.encode(to: encoder)
        try container.encode(value, forKey: .value)
        try container.encode(positions, forKey: .positions)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            file: try container.decode(String.self, forKey: .file), run: try RunSummary(from: decoder),
            value: try container.decode(Double.self, forKey: .value),
            positions: try container.decode(Int.self, forKey: .positions))
    }
}

extension ComparisonStep: Codable {
    /// In each change.
    public var name: String { parts.map(\.rawValue).joined(separator: "+") }

    private enum CodingKeys: CodingKey { case name, parts, reasons, paired }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(parts, forKey: .parts)
        try container.encode(reasons, forKey: .reasons)
        try container.encode(isPaired, forKey: .paired)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            parts: try container.decode([ComparisonPart].self, forKey: .parts),
            reasons: try container.decode([String].self, forKey: .reasons),
            isPaired: try container.decode(Bool.self, forKey: .paired))
    }
}

extension FigureChange: Codable {
    private enum CodingKeys: CodingKey { case value, standardError, significant }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(value, forKey: .value)
        try container.encode(standardError, forKey: .standardError)
        try container.encode(isSignificant, forKey: .significant)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            value: try container.decode(Double.self, forKey: .value),
            standardError: try container.decode(Double.self, forKey: .standardError))
    }
}

extension RunDifferences.Volatility: Codable {
    private enum CodingKeys: CodingKey { case factor, first, second, processes }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(factor, forKey: .factor)
        try container.encode(from, forKey: .first)
        try container.encode(to, forKey: .second)
        try container.encode(processes ?? [], forKey: .processes)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let processes = try container.decode([String].self, forKey: .processes)
        self.init(
            factor: try container.decode(FactorID.self, forKey: .factor),
            from: try container.decode(Double.self, forKey: .first),
            to: try container.decode(Double.self, forKey: .second), processes: processes.isEmpty ? nil : processes)
    }
}
