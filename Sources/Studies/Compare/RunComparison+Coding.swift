import Market

/// How a comparison stands in a result.
extension RunComparison: Encodable {
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

    /// A change with its steps by name.
    private struct WrittenChange: Encodable {
        let change: MeasureChange
        let names: [String]

        private enum CodingKeys: CodingKey { case book, first, second, change, steps }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(change.book, forKey: .book)
            try change.key.measure.encode(to: encoder)
            try container.encode(change.from, forKey: .first)
            try container.encode(change.to, forKey: .second)
            try container.encode(change.total, forKey: .change)
            try container.encode(zip(names, change.steps).map { Step(name: $0, change: $1) }, forKey: .steps)
        }
    }

    private struct Step: Encodable {
        let name: String
        let change: FigureChange

        private enum CodingKeys: CodingKey { case name }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try change.encode(to: encoder)
        }
    }
}

extension ComparedRun: Encodable {
    private enum CodingKeys: CodingKey {
        case file, id, title, asOf, simulation, seed, paths, horizonDays, steps, value, positions
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(run.id, forKey: .id)
        try container.encode(run.title, forKey: .title)
        try container.encode(run.asOf, forKey: .asOf)
        try container.encode(run.simulation, forKey: .simulation)
        try container.encode(run.seed, forKey: .seed)
        try container.encode(run.paths, forKey: .paths)
        try container.encode(run.horizonDays, forKey: .horizonDays)
        try container.encode(run.steps, forKey: .steps)
        try container.encode(value, forKey: .value)
        try container.encode(positions, forKey: .positions)
    }
}

extension ComparisonStep: Encodable {
    /// In each change.
    public var name: String { parts.map(\.rawValue).joined(separator: "+") }

    private enum CodingKeys: CodingKey { case name, parts, reasons, paired }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(parts.map(\.rawValue), forKey: .parts)
        try container.encode(reasons, forKey: .reasons)
        try container.encode(isPaired, forKey: .paired)
    }
}

extension FigureChange: Encodable {
    private enum CodingKeys: CodingKey { case value, standardError, significant }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(value, forKey: .value)
        try container.encode(standardError, forKey: .standardError)
        try container.encode(isSignificant, forKey: .significant)
    }
}

extension RunDifferences.Volatility: Encodable {
    private enum CodingKeys: CodingKey { case factor, first, second, processes }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(factor, forKey: .factor)
        try container.encode(from, forKey: .first)
        try container.encode(to, forKey: .second)
        try container.encode(processes ?? [], forKey: .processes)
    }
}
