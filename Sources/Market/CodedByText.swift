/// A value that is stored as the text it is written by, and checked when it is read.
protocol CodedByText: Codable, CustomStringConvertible {
    /// What it is called where a text is none: “currency code”.
    static var noun: String { get }

    init?(text: String)
}

extension CodedByText {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Self(text: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "“\(text)” is no \(Self.noun)"))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
