import Market
import Measures
import Reports

/// How candidate trades stand in a result: what is written is what is read.
extension WhatIfReport: Codable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.whatif/1"

    private enum CodingKeys: CodingKey {
        case schema, version, kernels, run, finding, currency, timings, base, trades, together, notes
    }

    private struct Seconds: Codable {
        let simulate: Double
        let perTrade: Double
    }

    private struct Base: Codable {
        let value: Double
        let measures: [Figure]
    }

    private struct WrittenTrade: Codable {
        let id: String
        let book: String
        let instrument: String
        let quantity: Double
        let value: Double
        let measures: [Change]
    }

    private struct Together: Codable {
        let value: Double
        let measures: [Change]
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(kernels, forKey: .kernels)
        try container.encode(run, forKey: .run)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(currency, forKey: .currency)
        try container.encode(Seconds(simulate: seconds.simulate, perTrade: seconds.perTrade), forKey: .timings)
        let figures = zip(measures, base).map { Figure(measure: $0, estimate: $1) }
        try container.encode(Base(value: value, measures: figures), forKey: .base)
        let written = trades.map { trade in
            WrittenTrade(
                id: trade.id, book: trade.book, instrument: trade.instrument, quantity: trade.quantity,
                value: trade.value, measures: changes(trade))
        }
        try container.encode(written, forKey: .trades)
        try container.encode(Together(value: together.value, measures: changes(together)), forKey: .together)
        try container.encode(notes, forKey: .notes)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.expect(schema: Self.schema, forKey: .schema)
        let base = try container.decode(Base.self, forKey: .base)
        let together = try container.decode(Together.self, forKey: .together)
        let seconds = try container.decode(Seconds.self, forKey: .timings)
        let trades = try container.decode([WrittenTrade].self, forKey: .trades)
        self.init(
            run: try container.decode(RunSummary.self, forKey: .run),
            version: try container.decode(String.self, forKey: .version),
            currency: try container.decode(Currency.self, forKey: .currency), value: base.value,
            measures: base.measures.map(\.measure), base: base.measures.map(\.estimate),
            trades: trades.map { trade in
                Trade(
                    id: trade.id, book: trade.book, instrument: trade.instrument, quantity: trade.quantity,
                    value: trade.value, standAlone: trade.measures.compactMap(\.standAlone),
                    changes: trade.measures.map(\.change))
            },
            together: .all(trades.count, value: together.value, changes: together.measures.map(\.change)),
            notes: try container.decode([String].self, forKey: .notes),
            seconds: (seconds.simulate, seconds.perTrade))
        kernels = try container.decodeIfPresent(String.self, forKey: .kernels)
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
    }

    private func changes(_ trade: Trade) -> [Change] {
        measures.indices.map { index in
            Change(
                measure: measures[index], change: trade.changes[index],
                standAlone: trade.standAlone.isEmpty ? nil : trade.standAlone[index])
        }
    }

    private struct Figure: Codable {
        let measure: MeasureDescription
        let estimate: Estimate

        init(measure: MeasureDescription, estimate: Estimate) {
            self.measure = measure
            self.estimate = estimate
        }

        init(from decoder: any Decoder) throws {
            measure = try FigureKey(from: decoder).measure
            estimate = try Estimate(from: decoder)
        }

        func encode(to encoder: any Encoder) throws {
            try measure.encode(to: encoder)
            try estimate.encode(to: encoder)
        }
    }

    private struct Change: Codable {
        let measure: MeasureDescription
        let change: PairedSample.Change
        let standAlone: Estimate?

        private enum CodingKeys: CodingKey {
            case value, standardError, change, changeError, standAlone, standAloneError
        }

        init(measure: MeasureDescription, change: PairedSample.Change, standAlone: Estimate?) {
            self.measure = measure
            self.change = change
            self.standAlone = standAlone
        }

        init(from decoder: any Decoder) throws {
            measure = try FigureKey(from: decoder).measure
            let container = try decoder.container(keyedBy: CodingKeys.self)
            func estimate(_ value: CodingKeys, _ error: CodingKeys) throws -> Estimate {
                Estimate(
                    value: try container.decode(Double.self, forKey: value),
                    standardError: try container.decode(Double.self, forKey: error), low: nil, high: nil)
            }
            change = PairedSample.Change(
                after: try estimate(.value, .standardError), change: try estimate(.change, .changeError))
            standAlone = container.contains(.standAlone) ? try estimate(.standAlone, .standAloneError) : nil
        }

        func encode(to encoder: any Encoder) throws {
            try measure.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(change.after.value, forKey: .value)
            try container.encode(change.after.standardError, forKey: .standardError)
            try container.encode(change.change.value, forKey: .change)
            try container.encode(change.change.standardError, forKey: .changeError)
            guard let standAlone else { return }
            try container.encode(standAlone.value, forKey: .standAlone)
            try container.encode(standAlone.standardError, forKey: .standAloneError)
        }
    }
}
