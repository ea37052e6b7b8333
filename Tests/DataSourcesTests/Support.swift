import DataSources
import Market
import Settings
import Testing

/// The data files that come with the scenarios.
func samplePath(_ name: String) -> String {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return root + "/Scenarios/data/" + name
}

func sample(_ name: String) throws -> RawPriceTable { try CSVDataSource(path: samplePath(name)).read(relativeTo: "") }

func priceTable(
    _ text: String, file: String = "p.csv", layout: CSVDataSource.Layout = .auto
) throws(Issues) -> RawPriceTable {
    try CSVDataSource(path: file, layout: layout).read(CSVReader(bytes: Array(text.utf8), file: file))
}

/// The issues a text is refused with, as `line:column: message`.
func complaints(_ text: String, layout: CSVDataSource.Layout = .auto) -> [String] {
    do throws(Issues) {
        _ = try priceTable(text, layout: layout)
        return []
    } catch { return error.all.map(\.line) }
}

extension Settings.Issue {
    /// `12:5: message`
    var line: String { (location.map { "\($0.line):\($0.column): " } ?? "") + message }
}

extension CalendarDate: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = CalendarDate(iso: value)! }
}

extension FactorID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = FactorID(value)! }
}

/// SplitMix64, for inputs that are the same on every run (G. Steele, D. Lea, C. Flood, OOPSLA 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
