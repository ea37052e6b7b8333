import FoundationEssentials
import Measures

/// A finding as one JSON object, for scripts, schedulers and other programs.
///
/// It is what the finding writes of itself: keys in its order, numbers with every digit, so that reading them gives the same
/// bits.
public struct FindingJSON: Sendable {
    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number, which JSON cannot hold.
    public func render(_ finding: some Encodable) throws -> String {
        try FindingEncoder.value(of: finding).document()
    }

    /// The finding that was written: written again it is the same text.
    ///
    /// - Parameter measures: which figures may be of; a figure of another measure is read, but cannot explain itself.
    /// - Throws: `DecodingError` where the text is no result of the finding's schema.
    public static func read<Finding: Decodable>(
        _ finding: Finding.Type = Finding.self, from text: String, measures: [any RiskMeasure.Type]
    ) throws -> Finding {
        let decoder = JSONDecoder()
        decoder.userInfo[.measures] = measures
        return try decoder.decode(Finding.self, from: Data(text.utf8))
    }
}

extension KeyedDecodingContainer {
    /// - Throws: where a result is of another schema than the one known.
    package func expect(schema known: String, forKey key: Key) throws {
        let schema = try decode(String.self, forKey: key)
        guard schema == known else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self,
                debugDescription: "“\(schema)” is not a schema known here; known: \(known)")
        }
    }
}
