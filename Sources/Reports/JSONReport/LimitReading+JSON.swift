import Measures

extension LimitReading {
    /// The limit, its figure, and what is known of it.
    var json: JSONValue {
        .object(
            [("book", .text(limit.book))] + limit.key.measure.members() + [
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
