import Foundation
import Settings
import Testing

@Suite("JSON Schema of a shape")
struct JSONSchemaTests {
    private func object(_ shape: Shape) throws -> [String: Any] {
        let text = Data(shape.schema.rendered().utf8)
        return try #require(JSONSerialization.jsonObject(with: text) as? [String: Any])
    }

    /// Whether one of the patterns of a shape matches a text, as a validator searches.
    private func matches(_ shape: Shape, _ text: String) throws -> Bool {
        let whole = try object(shape)
        let branches = whole["anyOf"] as? [[String: Any]] ?? [whole]
        return try branches.compactMap { $0["pattern"] as? String }.contains { pattern in
            let expression = try NSRegularExpression(pattern: pattern)
            return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
        }
    }

    static let shapes: [(Shape, [String])] = [
        (.number(), ["4.7%", "25bp", "100k", "2.5M", "100_000", "-1.5e-3", "4.7 %", ".5", "1.", "1_0.5"]),
        (.count(0...1_000_000_000), ["100_000", "100k", "1M", "0.1M", "+3"]), (.days(1...1_000), ["10d", "1_000d"]),
        (.term, ["2023-06-28", "0.25y", ".5y", "6M", "2w", "91d", "1Y", "1_000d"]), (.date, ["2023-06-28"]),
        (.currency, ["EUR"]), (.factor([.equity]), ["EQ.A", "EQ.A B"]), (.factorPattern, ["EQ.*", "*", "EQ.A"]),
        (.quantity(of: [.volatility]), ["20%", "VOL.A", ".2"]),
    ]

    @Test("what the program reads, the pattern matches", arguments: shapes.indices)
    func accepted(index: Int) throws {
        let (shape, texts) = Self.shapes[index]
        for text in texts {
            #expect(throws: Never.self, "\(text)") { try shape.parse(text) }
            #expect(try matches(shape, text), "\(text)")
        }
    }

    @Test(
        "what it refuses, the pattern refuses",
        arguments: [
            (.number(), ["abc", "1,5", "", "%", "5 percent", "nan"]), (.count(0...10), ["ten", "1%", "1bp", "-"]),
            (.days(1...10), ["10", "d", "-1d", "1y"]), (.term, ["soon", "6m", "6", "28.06.2023"]),
            (.date, ["28.06.2023", "2023-6-28"]), (.currency, ["usd", "EURO"]),
            (.factor([.equity]), ["FX.EURUSD", "EQ."]),
            (.factorPattern, ["A", "eq.A"]), (.quantity(of: [.volatility]), ["EQ.A", "low"]),
        ] as [(Shape, [String])])
    func refused(shape: Shape, texts: [String]) throws {
        for text in texts {
            #expect(throws: Settings.Issue.self, "\(text)") { try shape.parse(text) }
            #expect(try !matches(shape, text), "\(text)")
        }
    }

    @Test("bounds become the validator's own")
    func bounds() throws {
        let branches = try #require(try object(.number(.fraction))["anyOf"] as? [[String: Any]])
        #expect(branches[0]["exclusiveMinimum"] as? Double == 0)
        #expect(branches[0]["exclusiveMaximum"] as? Double == 1)
        let counts = try #require(try object(.count(1...5))["anyOf"] as? [[String: Any]])
        #expect(counts[0]["minimum"] as? Int == 1)
        #expect(counts[0]["maximum"] as? Int == 5)
    }

    @Test("an object refuses keys it does not know and names those it needs")
    func objects() throws {
        let shape = Shape.object([
            Setting("a", .number(), .required, "first \"quoted\"\n"), Setting("b", .text, .optional, ""),
        ])
        let schema = try object(shape)
        #expect(schema["additionalProperties"] as? Bool == false)
        #expect(schema["required"] as? [String] == ["a"])
        let properties = schema["properties"] as? [String: [String: Any]]
        #expect(properties?["a"]?["description"] as? String == "first \"quoted\"\n")
    }
}
