import MarketTwin
import TestSupport
import Testing

/// Levels as central banks and vendors publish them.
@Suite("Imported histories")
struct HistoryImportTests {
    @Test("rates of a central bank, the newest first: for one euro, the oldest first")
    func centralBank() throws {
        let made = try Imported(
            "eurofxref.csv",
            """
            Date,USD,JPY,CHF,
            2024-01-04,1.0953,158.25,0.9307,
            2024-01-03,1.0919,155.80,0.9327,
            2024-01-02,1.0956,155.65,N/A,

            """)
        #expect(
            made.history == """
                date,FX.EURUSD,FX.EURJPY,FX.EURCHF
                2024-01-02,1.0956,155.65,
                2024-01-03,1.0919,155.8,0.9327
                2024-01-04,1.0953,158.25,0.9307

                """)
        #expect(made.notes.contains("changed: the newest row came first; the oldest does now"))
        #expect(made.notes.contains("took: “USD” as FX.EURUSD, units of USD for one EUR"))
        #expect(made.notes.contains("left out: “N/A” stands for no level of FX.EURCHF (row 4)"))
    }

    @Test(
        "a pair of currencies is a rate of exchange, however it is parted", arguments: ["EURUSD", "EUR/USD", "EUR USD"])
    func pairs(name: String) throws {
        let made = try Imported("fx.csv", "date,\(name)\n2024-01-02,1.0956\n2024-01-03,1.0919\n")
        #expect(made.report.factors.map(\.name) == ["FX.EURUSD"])
        // Six letters that are no two currencies are a symbol.
        let share = try Imported("a.csv", "date,ABC/DEF\n2024-01-02,10\n2024-01-03,11\n")
        #expect(share.report.factors.map(\.name) == ["EQ.ABC/DEF"])
    }

    @Test("which currency rates are for is asked where their figures do not tell")
    func base() throws {
        let text = "Date,USD,PLN\n2024-01-02,0.2540,1\n2024-01-03,0.2510,1\n"
        let refused = try Imported.complaints("rates.csv", text)
        #expect(refused == ["1:6 columns are named by currencies, and not which one their rates are for"])
        let stated = try Imported("rates.csv", text) { $0.base = Currency("CHF") }
        #expect(stated.report.factors.map(\.name) == ["FX.CHFUSD", "FX.CHFPLN"])
    }

    @Test("three rows of header, as Yahoo's library writes them: the close of each share")
    func yahoo() throws {
        let text = """
            Price,Close,High,Low,Open,Volume
            Ticker,AAPL,AAPL,AAPL,AAPL,AAPL
            Date,,,,,
            2024-01-02,184.08,186.8,182.3,185.5,82488700
            2024-01-03,182.70,184.3,181.9,182.7,58414500

            """
        let made = try Imported("prices.csv", text)
        #expect(made.history == "date,EQ.AAPL\n2024-01-02,184.08\n2024-01-03,182.7\n")
        #expect(made.notes.contains("left out: column 6: “volume” is no level"))
        #expect(made.notes.contains { $0.hasPrefix("took: “AAPL” as EQ.AAPL, taken as a share") })
    }

    @Test("a par yield in percent, with a point where a day is closed")
    func fred() throws {
        let made = try Imported(
            "DGS10.csv", "observation_date,DGS10\n2024-01-01,.\n2024-01-02,3.95\n2024-01-03,3.91\n")
        #expect(made.history == "date,IR.USD.10Y\n2024-01-02,0.0395\n2024-01-03,0.0391\n")
        #expect(made.notes.contains("left out: “.” stands for no level of IR.USD.10Y (row 2)"))
        #expect(
            made.notes.contains {
                $0.hasPrefix("took: “DGS10” as IR.USD.10Y, its figures divided by 100, a par yield")
            })
    }

    @Test("a yield of another name is refused until its unit is stated")
    func unit() throws {
        let text = "date,IR.EUR.5Y\n2024-01-02,2.51\n2024-01-03,2.49\n"
        #expect(
            try Imported.complaints("y.csv", text) == [
                "1:6 the figures of IR.EUR.5Y, around 2.51, are no fractions"
            ])
        let percent = try Imported("y.csv", text) { $0.unit = "percent" }
        #expect(percent.history == "date,IR.EUR.5Y\n2024-01-02,0.0251\n2024-01-03,0.0249\n")
        let points = try Imported("y.csv", text.replacing("2.51", with: "251").replacing("2.49", with: "249")) {
            $0.unit = "bp"
        }
        #expect(points.history == percent.history)
    }

    @Test("a symbol a row, and the same level twice; a second level of one day is refused")
    func long() throws {
        let text = """
            Date,Symbol,Close
            2024-01-02,AAA,10
            2024-01-02,BBB,20
            2024-01-03,AAA,11
            2024-01-03,BBB,21
            2024-01-03,BBB,21

            """
        let made = try Imported("long.csv", text)
        #expect(made.history == "date,EQ.AAA,EQ.BBB\n2024-01-02,10.0,20.0\n2024-01-03,11.0,21.0\n")
        #expect(made.notes.contains("left out: the same date and level as an earlier row (row 6)"))
        let wrong = try Imported.complaints("long.csv", text + "2024-01-03,AAA,12\n")
        #expect(wrong == ["7:16 2024-01-03 has two levels of EQ.AAA: 11.0 of line 4, and 12.0"])
    }

    @Test("two files may say one factor where they agree")
    func together() throws {
        let folder = try ScratchFolder([
            "a.csv": "date,EQ.A\n2024-01-02,10\n2024-01-03,11\n", "b.csv": "date,EQ.A\n2024-01-03,11\n2024-01-04,12\n",
            "c.csv": "date,EQ.A\n2024-01-03,1100\n",
        ])
        func request(_ names: String...) -> ImportRequest { ImportRequest(files: names.map(folder.path)) }
        let made = try Import.report(on: request("a.csv", "b.csv"), catalog: .standard)
        #expect(made.texts[0].text == "date,EQ.A\n2024-01-02,10.0\n2024-01-03,11.0\n2024-01-04,12.0\n")
        let issues = #expect(throws: Issues.self) {
            try Import.report(on: request("a.csv", "c.csv"), catalog: .standard)
        }
        #expect(issues?.all.first?.message.hasPrefix("EQ.A is 1100.0 on 2024-01-03, and 11.0 in ") == true)
    }

    @Test("what is written runs")
    func runs() throws {
        let made = try Imported(
            "a.csv", "date,EQ.A\n" + (1...28).map { "2024-02-\($0 < 10 ? "0" : "")\($0),\(100 + $0 % 3)\n" }.joined())
        let folder = try ScratchFolder(["history.csv": made.history, "scenario.yaml": made.report.scenario])
        #expect(made.report.scenario.contains("- {kind: csv, path: history.csv}"))
        let message = folder.complaints(in: "scenario.yaml")
        #expect(message.allSatisfy { $0.contains("portfolio") }, "\(message)")
    }
}
