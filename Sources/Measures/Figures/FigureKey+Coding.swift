import Settings

/// How figures name what they are of in a result: `kind`, `confidence` and, where they are of a book, `book` stand beside the
/// members of the figure; further settings of the measure stand under `settings`, which is left out where there are none.
///
/// Results of earlier versions have no `settings`.
public struct FigureCoding: CodingKey {
    public var stringValue: String
    public var intValue: Int? { nil }

    public init(stringValue: String) { self.stringValue = stringValue }
    public init?(intValue: Int) { nil }

    public static let book = FigureCoding(stringValue: "book")
    public static let confidence = FigureCoding(stringValue: "confidence")
    public static let settings = FigureCoding(stringValue: "settings")
    public static let horizonDays = FigureCoding(stringValue: "horizonDays")
}

extension CodingUserInfoKey {
    /// The measures known to who decodes: an array of `any RiskMeasure.Type`.
    public static let measures = CodingUserInfoKey(rawValue: "market-twin.measures")!
}

extension FigureKey {
    /// Reads the key of a figure from among its members.
    ///
    /// - Parameters:
    ///   - name: of the member with the kind of the measure.
    ///   - book: where the figures have no member for it.
    public init(from decoder: any Decoder, kindAs name: String = "kind", book: String = "") throws {
        let container = try decoder.container(keyedBy: FigureCoding.self)
        self.init(
            book: try container.decodeIfPresent(String.self, forKey: .book) ?? book,
            measure: try MeasureDescription(from: decoder, kindAs: name),
            horizonDays: try container.decodeIfPresent(Int.self, forKey: .horizonDays))
    }
}

extension MeasureDescription {
    fileprivate init(from decoder: any Decoder, kindAs name: String) throws {
        let container = try decoder.container(keyedBy: FigureCoding.self)
        let kind = try container.decode(String.self, forKey: FigureCoding(stringValue: name))
        let types = decoder.userInfo[.measures] as? [any RiskMeasure.Type] ?? []
        let further =
            container.contains(.settings)
            ? try container.nestedContainer(keyedBy: FigureCoding.self, forKey: .settings) : nil
        guard let type = types.first(where: { $0.kind == kind }) else {
            self.init(
                Specification(kind: kind, settings: try Self.settings(beside: container, further)), among: [])
            return
        }
        var settings: [String: Value.Content] = [:]
        for setting in type.settings {
            let key = FigureCoding(stringValue: setting.name)
            let place = Self.isPlain(setting.name) ? container : further
            if let place, place.contains(key) {
                settings[setting.name] = try Value.Content(setting.shape, in: place, at: key)
            } else if case .required = setting.presence {
                throw DecodingError.keyNotFound(
                    key,
                    DecodingError.Context(
                        codingPath: container.codingPath, debugDescription: "\(kind) needs its \(setting.name)"))
            }
        }
        self.init(type.init(Specification(kind: kind, settings: settings)))
    }

    /// Whether a setting stands beside the kind; all others stand under `settings`.
    private static func isPlain(_ name: String) -> Bool { name == FigureCoding.confidence.stringValue }

    /// Of a measure that is not known: numbers and texts as they stand.
    private static func settings(
        beside container: KeyedDecodingContainer<FigureCoding>, _ further: KeyedDecodingContainer<FigureCoding>?
    ) throws -> [String: Value.Content] {
        var settings: [String: Value.Content] = [:]
        if let level = try container.decodeIfPresent(Double.self, forKey: .confidence) {
            settings[FigureCoding.confidence.stringValue] = .number(level)
        }
        for key in further?.allKeys ?? [] {
            let number = try? further?.decode(Double.self, forKey: key)
            settings[key.stringValue] =
                try number.map { .number($0) } ?? .text(further?.decode(String.self, forKey: key) ?? "")
        }
        return settings
    }

    /// The settings that stand under `settings`, by name.
    public var furtherSettings: [(name: String, value: Value.Content)] {
        specification.settings.filter { !Self.isPlain($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension MeasureDescription {
    /// Writes which measure a figure is of among the members of the figure: the kind, the confidence where it has one, and
    /// further settings where there are any.
    ///
    /// - Parameter name: of the member with the kind of the measure.
    package func encode(to encoder: any Encoder, kindAs name: String = "kind") throws {
        var container = encoder.container(keyedBy: FigureCoding.self)
        try container.encode(kind, forKey: FigureCoding(stringValue: name))
        if let confidence { try container.encode(confidence.value, forKey: .confidence) }
        guard !furtherSettings.isEmpty else { return }
        var settings = container.nestedContainer(keyedBy: FigureCoding.self, forKey: .settings)
        for (name, value) in furtherSettings {
            let key = FigureCoding(stringValue: name)
            switch value {
            case .number(let number): try settings.encode(number, forKey: key)
            case .count(let count): try settings.encode(count, forKey: key)
            case .flag(let flag): try settings.encode(flag, forKey: key)
            default: try settings.encode(value.written, forKey: key)
            }
        }
    }
}

extension Value.Content {
    /// A setting of a measure as it stands in a result: a number, a whole number or a word.
    fileprivate init(_ shape: Shape, in place: KeyedDecodingContainer<FigureCoding>, at key: FigureCoding) throws {
        func wrong(_ words: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: place, debugDescription: words)
        }
        switch shape {
        case .number(let bounds):
            let value = try place.decode(Double.self, forKey: key)
            guard bounds.contains(value) else { throw wrong("\(value) is out of range: \(bounds.words)") }
            self = .number(value)
        case .count(let range), .days(let range):
            let value = try place.decode(Int.self, forKey: key)
            guard range.contains(value) else { throw wrong("\(value) is out of range") }
            self = .count(value)
        case .choice(let choices):
            let value = try place.decode(String.self, forKey: key)
            guard choices.contains(value) else { throw wrong("“\(value)” is none of \(choices)") }
            self = .text(value)
        case .oneOrMore(let shape): try self.init(shape, in: place, at: key)
        default: throw wrong("a setting of this sort cannot stand in a result")
        }
    }
}
