import Measures

/// How candidate trades stand in a result.
extension WhatIfReport: Encodable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.whatif/1"

    private enum CodingKeys: CodingKey {
        case schema, version, kernels, run, finding, currency, timings, base, trades, together, notes
    }

    private struct Seconds: Encodable {
        let simulate: Double
        let perTrade: Double
    }

    private struct Base: Encodable {
        let value: Double
        let measures: [Figure]
    }

    private struct WrittenTrade: Encodable {
        let id: String
        let book: String
        let instrument: String
        let quantity: Double
        let value: Double
        let measures: [Change]
    }

    private struct Together: Encodable {
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

    private func changes(_ trade: Trade) -> [Change] {
        measures.indices.map { index in
            Change(
                measure: measures[index], change: trade.changes[index],
                standAlone: trade.standAlone.isEmpty ? nil : trade.standAlone[index])
        }
    }

    private struct Figure: Encodable {
        let measure: MeasureDescription
        let estimate: Estimate

        func encode(to encoder: any Encoder) throws {
            try measure.encode(to: encoder)
            try estimate.encode(to: encoder)
        }
    }

    private struct Change: Encodable {
        let measure: MeasureDescription
        let change: PairedSample.Change
        let standAlone: Estimate?

        private enum CodingKeys: CodingKey {
            case value, standardError, change, changeError, standAlone, standAloneError
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
