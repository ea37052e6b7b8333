extension Matrix: Codable {
    private enum CodingKeys: String, CodingKey {
        case rowCount, columnCount, elements
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        let rowCount = try box.decode(Int.self, forKey: .rowCount)
        let columnCount = try box.decode(Int.self, forKey: .columnCount)
        let elements = try box.decode([Double].self, forKey: .elements)
        let (count, overflow) = rowCount.multipliedReportingOverflow(by: columnCount)
        guard rowCount >= 0, columnCount >= 0, !overflow, count == elements.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .elements, in: box,
                debugDescription: "a \(rowCount) × \(columnCount) matrix cannot have \(elements.count) elements")
        }
        self.init(rowCount: rowCount, columnCount: columnCount, elements: elements)
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(rowCount, forKey: .rowCount)
        try box.encode(columnCount, forKey: .columnCount)
        try box.encode(elements, forKey: .elements)
    }
}
