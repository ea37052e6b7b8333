import Measures

extension LimitReading {
    /// The limit, its figure, and what is known of it.
    var json: JSONValue {
        let level = limit.confidence.map { [(key: "confidence", value: JSONValue.number($0))] } ?? []
        return .object(
            [("book", .text(limit.book)), ("kind", .text(limit.kind))] + level + [
                ("warn", .number(limit.warn)), ("breach", .number(limit.breach)), ("status", .text(status.rawValue)),
                ("utilisation", .number(utilisation)),
            ] + estimate.members + [
                ("lowStatus", .text(low.rawValue)), ("highStatus", .text(high.rawValue)),
                ("morePaths", morePaths.map { .integer($0) } ?? .null),
            ])
    }
}

/// A limit as it is written in a result.
struct WrittenLimitReading: Decodable {
    let reading: LimitReading

    enum CodingKeys: CodingKey { case morePaths }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var reading = LimitReading(
            try Limit(from: decoder), estimate: try Estimate(from: decoder), drawnPaths: nil)
        reading.morePaths = try container.decodeIfPresent(Int.self, forKey: .morePaths)
        self.reading = reading
    }
}
