import DataSources
import Market
import Settings
import TestSupport
import Testing

/// Files in the layouts that vendors of prices write.
@Suite("Files of vendors")
struct VendorFileTests {
    private func read(_ text: String, _ settings: [String: Settings.Value.Content]) throws(Issues) -> RawPriceTable {
        let all = settings.merging(["path": .text("p.csv")]) { $1 }
        return try CSVDataSource(.defaults(of: CSVDataSource.self, replacing: all))
            .read(CSVReader(bytes: Array(text.utf8), file: "p.csv"))
    }

    private func mapping(_ pairs: KeyValuePairs<String, String>) -> Settings.Value.Content {
        .mapping(pairs.map { .init($0.key, .text($0.value)) })
    }

    private func levels(_ table: RawPriceTable) -> [[Double]] {
        table.dates.indices.map { row in table.factors.indices.map { table[row, $0] } }
    }

    @Test("reference rates of a central bank: the newest first, a column too many, currencies for names")
    func centralBank() throws {
        let text = "Date,USD,JPY,CYP,\n2024-06-28,1.1480,165.10,N/A,\n2024-06-27,1.1407,166.63,N/A,\n"
        let table = try read(
            text,
            [
                "columns": mapping(["date": "Date", "USD": "FX.EURUSD", "JPY": "FX.EURJPY"]),
                "order": .text("descending"),
            ])
        #expect(table.factors.map(\.name) == ["FX.EURUSD", "FX.EURJPY"])
        #expect(table.dates.map(\.description) == ["2024-06-27", "2024-06-28"])
        #expect(levels(table) == [[1.1407, 166.63], [1.148, 165.1]])
        #expect(table.disorders.isEmpty)
        #expect(table.location(row: 0, factor: 1) == SourceLocation(file: "p.csv", line: 3, column: 19))
        // Without being told, the order is a finding, and so is the name of a column.
        #expect(complaints(text).contains("1:6: “USD” is no factor id"))
        let mixed = try read(
            "date,EQ.A\n2024-06-28,1\n2024-06-26,2\n2024-06-27,3\n", ["order": .text("descending")])
        #expect(mixed.disorders.count == 1)
    }

    @Test("a mark before UTF-8 is no part of the first name, in a file as in memory")
    func byteOrderMark() throws {
        let folder = try ScratchFolder(["p.csv": "\u{FEFF}date,EQ.A\n2024-06-28,1\n"])
        defer { folder.remove() }
        #expect(try levels(CSVDataSource(path: "p.csv").read(relativeTo: folder.url.path)) == [[1]])
    }

    @Test("lines before the header are counted as an editor counts them: blank, with commas or with an odd quote")
    func skippedLines() throws {
        let text =
            "Prices, all of them\r\n\r\nnote: 5\" wide, as of today\r\n\r\ndate,EQ.A\r\n2024-06-27,1\r\n2024-06-28,2\r\n"
        let table = try read(text, ["skip": .count(4)])
        #expect(levels(table) == [[1], [2]])
        #expect(table.location(row: 0, factor: 0) == SourceLocation(file: "p.csv", line: 6, column: 12))
        // The header is found on the line after, blank lines or none.
        #expect(levels(try read(text, ["skip": .count(3)])) == [[1], [2]])
        for count in [2, 5, 1_000] {
            #expect(throws: Issues.self, "\(count)") { try read(text, ["skip": .count(count)]) }
        }
    }

    @Test("prices of a download library: three rows of header, prices and volumes")
    func download() throws {
        let text = """
            Price,Close,Close,Volume,Volume
            Ticker,AAA,BBB,AAA,BBB
            Date,,,,
            2024-03-11,179.92,390.88,1000000,2000000
            2024-03-12,182.13,388.66,1000001,2000001

            """
        let columns = mapping(["date": "Date", "Close AAA": "EQ.AAA", "Close BBB": "EQ.BBB"])
        let table = try read(text, ["columns": columns, "header": .count(3)])
        #expect(levels(table) == [[179.92, 390.88], [182.13, 388.66]])
        let vague = #expect(throws: Issues.self) {
            try read(
                text, ["columns": mapping(["date": "Date", "AAA": "EQ.AAA", "CCC": "EQ.C"]), "header": .count(3)])
        }
        #expect(
            vague?.all.map(\.message) == [
                "“AAA” names 2 columns: “Close AAA”, “Volume AAA”", "there is no column “CCC”",
            ])
    }

    @Test("a whole name that two columns have names neither")
    func twice() throws {
        let found = #expect(throws: Issues.self) {
            try read(
                "date,Close,Close\n2024-03-11,1,2\n", ["columns": mapping(["date": "date", "Close": "EQ.A"])])
        }
        #expect(found?.all.first?.message == "“Close” names 2 columns: “Close”, “Close”")
    }

    @Test("midnight in New York is a date, the close of the market is none")
    func midnight() throws {
        let text = "Date,EQ.AAA\n2024-03-11 00:00:00-04:00,179.92\n2024-03-12T00:00Z,182.13\n"
        #expect(try read(text, ["midnight": .flag(true)]).dates.map(\.description) == ["2024-03-11", "2024-03-12"])
        #expect(complaints(text).first == "2:1: “2024-03-11 00:00:00-04:00” is no date")
        let close = text.replacing("00:00:00", with: "16:00:00")
        #expect(throws: Issues.self) { try read(close, ["midnight": .flag(true)]) }
    }

    @Test("a yield of a statistics office: percent, a point for what is missing")
    func yields() throws {
        let text = "observation_date,DGS10\n2024-03-11,4.34\n2024-03-12,.\n2024-03-13,ND\n2024-03-14,4.50%\n"
        let table = try read(
            text,
            [
                "columns": mapping(["date": "observation_date", "DGS10": "IR.USD.10Y"]), "unit": .text("percent"),
                "missing": .list([.text("ND")]),
            ])
        // The point is moved before rounding: 4.34 % is 0.0434, which 4.34 / 100 need not be.
        #expect(table[0, 0] == 0.0434 && table[3, 0] == 0.045)
        #expect(table[1, 0].isNaN && table[2, 0].isNaN)
    }

    @Test("decimal commas, thousands, semicolons and dates of the continent")
    func continental() throws {
        let text = "Datum;Kurs;Rendite\n28.06.2024;1.234,50;-0,25\n1.7.2024;12.345,00;0,10\n"
        let table = try read(
            text,
            [
                "columns": mapping(["date": "Datum", "Kurs": "EQ.DAX", "Rendite": "IR.EUR.10Y"]),
                "delimiter": .text("semicolon"), "decimal": .text("comma"), "thousands": .text("point"),
                "dates": .text("D.M.YYYY"), "unit": mapping(["IR.*": "percent"]),
            ])
        #expect(levels(table) == [[1234.5, -0.0025], [12_345, 0.001]])
        #expect(table.dates.map(\.description) == ["2024-06-28", "2024-07-01"])
        let odd = #expect(throws: Issues.self) {
            try read(
                "date;EQ.A\n2024-06-28;1.23\n",
                [
                    "delimiter": .text("semicolon"), "decimal": .text("comma"),
                    "thousands": .text("point"),
                ])
        }
        #expect(odd?.all.map(\.line) == ["2:12: “1.23” is not a number in the form that the source states"])
    }

    @Test("pence become pounds, and a unit of nothing is refused")
    func units() throws {
        let text = "date,EQ.VOD,EQ.A\n2024-06-28,72.5,10\n"
        #expect(try levels(read(text, ["unit": mapping(["EQ.VOD": "hundredths"])])) == [[0.725, 10]])
        for unit in [Settings.Value.Content.text("percent"), mapping(["IR.*": "bp"])] {
            #expect(throws: Issues.self) { try read(text, ["unit": unit]) }
        }
    }

    @Test("a long file with names of its own")
    func long() throws {
        let text = "Close,Ticker,Day\n1.5,EQ.A,2024-06-28\n2.5,EQ.B,2024-06-28\n"
        let table = try read(
            text,
            [
                "columns": mapping(["date": "Day", "factor": "Ticker", "value": "Close"]),
                "layout": .text("long"),
            ])
        #expect(levels(table) == [[1.5, 2.5]])
    }

    @Test("any rescaling of a series of yields is undone by its unit or refused")
    func rescaled() throws {
        var random = SplitMix(state: 3)
        var level = 0.03
        let rates = (0..<60).map { _ in
            level += Double.random(in: -0.0009...0.0009, using: &random)
            return level
        }
        for (unit, scale) in [("fraction", 1.0), ("percent", 100), ("bp", 10_000)] {
            let rows = rates.enumerated().map { "\(CalendarDate("2024-01-01").adding(days: $0)),\($1 * scale)\n" }
            let text = "date,IR.USD.1Y\n" + rows.joined()
            let table = try read(text, ["unit": .text(unit)])
            for (row, rate) in rates.enumerated() { #expect(abs(table[row, 0] / rate - 1) < 1e-14) }
            #expect(try DataQuality().clean([table]).issues.isEmpty)
            guard scale > 1 else { continue }
            #expect(throws: Issues.self) { try DataQuality().clean([read(text, [:])]) }
        }
    }

    @Test(
        "forms of dates",
        arguments: [
            ("DD.MM.YYYY", "05.11.2024", true), ("MM/DD/YY", "11/05/24", true), ("D MMM YYYY", "5 Nov 2024", true),
            ("YYYYMMDD", "20241105", true), ("DD.MM.YYYY", "5.11.2024", false), ("YYYY-MM-DD", "2024-11-31", false),
            ("DD.MM.YYYY", "05.11.2024x", false),
        ])
    func dates(pattern: String, text: String, isDate: Bool) throws {
        #expect(try #require(DatePattern(pattern)).date(text) == (isDate ? "2024-11-05" : nil))
        #expect(DatePattern("YYYY-MM") == nil && DatePattern("DD.MM.DD") == nil)
    }
}

extension CalendarDate {
    fileprivate init(_ iso: String) { self = CalendarDate(iso: iso)! }
}
