import DataSources
import Foundation
import Market
import MarketTwin
import Settings
import TestSupport
import Testing

/// Bytes at random through every reader: they end, and never trap. `FUZZ_INPUTS` says how many; a few thousand otherwise.
@Suite("Readers of anything")
struct ReaderFuzzTests {
    private static let count = ProcessInfo.processInfo.environment["FUZZ_INPUTS"].flatMap(Int.init) ?? 3_000

    /// Pieces that mean something to a reader, and bytes that mean nothing.
    private static func text(_ numbers: inout Sequence64, of pieces: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int((numbers.next() + 0.5) * 24) {
            let draw = numbers.next() + 0.5
            if draw < 0.8 {
                bytes += Array(pieces[Int(draw / 0.8 * Double(pieces.count))].utf8)
            } else {
                bytes.append(UInt8((draw - 0.8) / 0.2 * 255.99))
            }
        }
        return bytes
    }

    @Test("tables")
    func tables() {
        var numbers = Sequence64(seed: 1)
        let pieces = [
            "\"", "\"\"", ",", "\n", "\r\n", "\r", "a", "1.5", "2020-01-02", "-", "NA", " ", "\t", "é", "'=1",
            "\u{FEFF}",
        ]
        for _ in 0..<Self.count {
            var reader = CSVReader(bytes: Self.text(&numbers, of: pieces), file: "f")
            var isAtEnd = false
            while !isAtEnd {
                do {
                    isAtEnd = try !reader.next()
                    for field in 0..<(isAtEnd ? 0 : reader.fieldCount) {
                        _ = (reader.text(field), reader.number(field), reader.date(field), reader.location(field))
                    }
                } catch {}
            }
        }
    }

    @Test("numbers, patterns and fields")
    func words() {
        var numbers = Sequence64(seed: 2)
        let pieces = [
            "1", "9", "0", ".", "e", "-", "+", "_", "%", "bp", "k", "M", "d", "Y", "*", "EQ.", "A", "20", "-01-", "'",
            "=", ",",
        ]
        for _ in 0..<Self.count {
            let text = String(decoding: Self.text(&numbers, of: pieces), as: UTF8.self)
            if let number = NumberSyntax.number(text) { #expect(number.isFinite) }
            if let pattern = FactorPattern(text), let factor = FactorID("EQ.AA1") { _ = pattern.matches(factor) }
            _ = CalendarDate(iso: text)
        }
    }

    @Test("scenarios in YAML and in JSON")
    func scenarios() throws {
        var numbers = Sequence64(seed: 3)
        let pieces = [
            "version", ": ", "1", "\n", "  ", "- ", "{", "}", "[", "]", ", ", "\"", "'", "market", "levels", "EQ.A",
            "&a ", "*a",
            "<<: ", "\\ud83d", "\\ude00", "#", "|\n", "kind", "measures", "portfolio", "positions", "? ", "!!str ",
            "x-a: ", "20%",
        ]
        let folder = try ScratchFolder()
        for index in 0..<max(200, Self.count / 10) {
            let head = index % 3 == 0 ? "{" : index % 3 == 1 ? "version: 1\n" : ""
            let bytes = Array(head.utf8) + Self.text(&numbers, of: pieces)
            try Data(bytes).write(to: URL(fileURLWithPath: folder.path("s.yaml")))
            #expect(throws: Issues.self) { try folder.resolve() }
        }
    }
}
