import Foundation
import MarketTwin
import TestSupport
import Testing

/// Input that once ended the program, or went by in silence.
@Suite("Input that nobody expects")
struct HostileScenarioTests {
    private func complaints(_ change: String) throws -> [String] {
        try ScratchFolder(["s.yaml": inlineScenario]).complaints([change])
    }

    private func history(_ column: String, _ levels: [String]) throws -> ScratchFolder {
        let rows = levels.enumerated().map { "2022-01-\($0 < 9 ? "0" : "")\($0 + 1),\($1)" }
        return try ScratchFolder([
            "s.yaml": """
            version: 1
            title: History
            market:
              history: [{kind: csv, path: h.csv}]
            calibration: {window: 3d}
            portfolio:
              positions:
                - {id: a, quantity: 1, instrument: {kind: zero-coupon-bond, maturity: 1y, rate: \(column)}}

            """, "h.csv": "date,\(column)\n" + rows.joined(separator: "\n") + "\n",
        ])
    }

    @Test("a suffix cannot make a number infinite")
    func infinite() throws {
        #expect(try complaints("portfolio.positions.0.quantity=1e308k") == ["1:1 “1e308k” is not a number"])
    }

    @Test("an expiry a moment ahead is none", arguments: ["1e-10y", "0d", "-1y"])
    func momentaryExpiry(expiry: String) throws {
        let option =
            "{kind: european-option, factor: EQ.A, right: put, strike: 100, volatility: 20%, expiry: \(expiry)}"
        let found = try complaints("portfolio.positions.0.instrument=\(option)")
        #expect(found.count == 1)
        #expect(found.first?.contains("greater than 0") == true || found.first?.contains("neither a date") == true)
    }

    @Test("a valuation date before the history begins says so")
    func tooEarly() throws {
        let folder = try history("IR.A.1Y", ["0.01", "0.02", "0.01", "0.02"])
        #expect(folder.complaints() == [])
        #expect(
            folder.complaints(["asOf=2021-12-31"]).map { $0.prefix(50) } == [
                "1:1 asOf is 2021-12-31, and the history in \(folder.url.path)".prefix(50)
            ])
        #expect(folder.complaints(["asOf=2022-01-01"]).first?.contains("window of 3 changes asked for") == true)
    }

    @Test("a window longer than the history tells how long it is")
    func longWindow() throws {
        let folder = try history("IR.A.1Y", ["0.01", "0.02", "0.01", "0.02"])
        #expect(
            folder.complaints(["calibration.window=4d"]) == [
                "1:1 window of 4 changes asked for, IR.A.1Y has 3 from 2022-01-02 to 2022-01-04"
            ])
    }

    @Test("levels too large for a market are refused where they stand", arguments: ["1e200", "-1.7e308", "1e-300"])
    func hugeLevels(level: String) throws {
        let folder = try history("IR.A.1Y", ["0.01", "0.02", level, "0.02"])
        let words = level == "1e-300" ? "too small" : "too large"
        #expect(folder.complaints() == ["4:12 “\(level)” is \(words)"])
    }

    @Test("changes that no market has had are refused")
    func hugeChanges() throws {
        let folder = try history("EQ.A", ["1e-50", "1e18", "1e-50", "1e18"])
        let found = folder.complaints(["portfolio.positions.0.instrument={kind: equity, factor: EQ.A}"])
        #expect(found.count == 1)
        #expect(
            found.first?.contains("the volatility of EQ.A is") == true
                && found.first?.hasSuffix("too large for the process geometric-brownian-motion") == true, "\(found)")
    }

    @Test("a bond of the year 0 ends its coupons with the calendar")
    func yearZero() throws {
        let folder = try ScratchFolder(["s.yaml": inlineScenario])
        let bond = "{kind: fixed-rate-bond, coupon: 5%, maturity: 0000-06-01, rate: 1%}"
        let run = try folder.resolve("s.yaml", ["asOf=0000-03-01", "portfolio.positions.0.instrument=\(bond)"])
        #expect(run.run.asOf.description == "0000-03-01")
    }

    @Test("aliases that stand for billions of values are refused before they are told out")
    func aliases() throws {
        var yaml = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (last, next) in zip("abcdefghij", "bcdefghijk") {
            yaml += "\(next): &\(next) [" + Array(repeating: "*\(last)", count: 10).joined(separator: ", ") + "]\n"
        }
        let found = try ScratchFolder(["s.yaml": yaml]).complaints()
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("the file stands for more than 500000 values") == true)
    }

    @Test("nesting without end is no crash")
    func nesting() throws {
        let yaml = "a: " + String(repeating: "[", count: 20_000)
        #expect(try ScratchFolder(["s.yaml": yaml]).complaints().first?.contains("not valid YAML") == true)
    }

    @Test("twenty thousand correlations are read in a moment, and a repeated one is found")
    func manyCorrelations() throws {
        let names = (0..<200).map { "EQ.F\($0)" }
        var pairs: [String] = []
        for i in names.indices { for j in 0..<i { pairs.append("{between: [\(names[i]), \(names[j])], is: 0.1}") } }
        pairs.append("{between: [\(names[0]), \(names[1])], is: 0.2}")
        let map = { (value: String) in names.map { "\($0): \(value)" }.joined(separator: ", ") }
        let yaml = """
            version: 1
            title: Many
            asOf: 2022-12-28
            market:
              levels: {\(map("100"))}
              volatilities: {\(map("20%"))}
              correlations: [\(pairs.joined(separator: ", "))]
            portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.F0}}]}
            """
        let found = try ScratchFolder(["s.yaml": yaml]).complaints()
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("the correlation between EQ.F0 and EQ.F1 is given twice") == true)
    }

    @Test(
        "what would have no effect is not accepted in silence",
        arguments: [
            (
                "factors={\"EG.*\": {process: {kind: geometric-brownian-motion}}}",
                "no factor of the market matches “EG.*”"
            ),
            (
                "factors={EQ.AA: {process: {kind: geometric-brownian-motion}}}",
                "no factor of the market matches “EQ.AA”"
            ),
            ("measures=[{kind: value-at-risk, confidence: []}]", "needs at least 1 item"),
            ("measures=[]", "needs at least 1 item"),
            (
                "portfolio.positions.0.instrument={kind: fx-spot, factor: FX.EUR}",
                "FX.EUR is no exchange rate of two currencies"
            ),
            (
                "portfolio.positions.0.instrument={kind: european-option, factor: FX.INDEX, right: put, strike: 1,"
                    + " expiry: 1y, volatility: 10%}", "FX.INDEX is no exchange rate of two currencies"
            ),
            (
                "factors={EQ.A: {process: {kind: garch, omega: 1e-6, alpha: 0.1, beta: 0.8, degreesOfFreedom: 5}}}",
                "EQ.A: degreesOfFreedom belong to student-t innovations, and these are normal"
            ),
        ])
    func idle(change: String, message: String) throws {
        let found = try complaints(change)
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(" \(message)") == true)
    }

    @Test("a file of correlations names factors that exist, each once")
    func correlationFile() throws {
        let yaml = inlineScenario.replacing("  correlations:", with: "  correlationFile: c.csv\n  correlations:")
        func found(_ csv: String) throws -> [String] { try ScratchFolder(["s.yaml": yaml, "c.csv": csv]).complaints() }
        #expect(try found("f,EQ.A,EQ.Z\nEQ.A,1,0\nEQ.Z,0,1\n") == ["1:8 no data names the factor EQ.Z"])
        #expect(try found("f,EQ.A,EQ.A\nEQ.A,1,0\nEQ.A,0,1\n").contains("1:8 EQ.A is in the head twice"))
        #expect(try found("f,EQ.A,EQ.B\nEQ.A,1,1.5\nEQ.B,0.5,1\n").first == "2:8 1.5 is out of range")
        #expect(try found("f,EQ.A,EQ.B\nEQ.A,1,0.5\n").first == "1:1 the matrix has 2 columns and 1 rows")
        #expect(try found("f,EQ.A,EQ.B\nEQ.B,1,0.5\nEQ.A,0.5,1\n").first == "2:1 row 1 is led by “EQ.B”")
    }

    @Test("a mistake in the market does not bring a second complaint about the date it would have given")
    func noCascade() throws {
        let folder = try history("IR.A.1Y", ["0.01", "0.02", "0.01", "0.02"])
        #expect(folder.complaints(["market.history={kind: csv, path: h.csv}"]).count == 1)
        #expect(folder.complaints(["market.history.0.kind=cvs"]).count == 1)
        #expect(folder.complaints(["asof=2022-01-04", "market.history=[]"]).count == 1)
    }
}
