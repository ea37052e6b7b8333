import Foundation
import Market
import Settings
import Testing

@Suite("Specifications")
struct SpecificationTests {
    private static let date = CalendarDate(iso: "2023-06-28") ?? CalendarDate(dayNumber: 0)
    private static let factor = FactorID("EQ.A")

    static let contents: [Value.Content] =
        [
            .number(0.1), .number(-0.0), .number(.leastNonzeroMagnitude), .number(.greatestFiniteMagnitude),
            .count(Int.max), .text("é\n\"x"),
            .text(""), .flag(true), .flag(false), .date(date), .term(.date(date)), .term(.years(0.25)),
            .currency(.usDollar), .quantity(.number(0.2)), .quantity(.curve("IR.USD")),
            .list([.number(1), .number(-0.5)]), .list([]),
            .mapping([.init("EQ.*", .mapping([.init("a", .number(4))])), .init("*", .mapping([]))]),
            .kind(Specification(kind: "inner", settings: ["a": .number(1), "b": .kind(Specification(kind: "deep"))])),
        ] + (factor.map { [.factor($0), .quantity(.factor($0))] } ?? [])

    @Test("every content survives JSON to the bit", arguments: contents)
    func roundTrip(content: Value.Content) throws {
        let specification = Specification(kind: "k", settings: ["s": content])
        let text = try JSONEncoder().encode(specification)
        #expect(try JSONDecoder().decode(Specification.self, from: text) == specification)
    }

    @Test("contents that differ are written differently, or two runs would share an identity")
    func distinct() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let texts = try Self.contents.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        #expect(Set(texts).count == texts.count)
    }

    @Test("defaults fill what was left out, and only that")
    func defaults() {
        enum Sample: Kind {
            static let kind = "sample"
            static let summary = ""
            static let settings = [
                Setting("a", .number(), .defaulted(.number(1)), ""),
                Setting("b", .number(), .defaulted(.number(2)), ""),
                Setting("c", .number(), .optional, ""),
            ]
        }
        let whole = Specification(kind: "sample", settings: ["b": .number(5)]).completed(KindDescription(Sample.self))
        #expect(whole.settings == ["a": .number(1), "b": .number(5)])
        #expect(whole.quantityOrZero("c") == .number(0))
    }
}
