import Foundation
import TestSupport
import Testing

/// The exact words on standard error, reviewed like a golden report.
@Suite("The wording of mistakes")
struct IssueReportTests {
    @Test("a scenario with many mistakes tells them all, in the order of the file")
    func many() throws {
        let yaml = """
            version: 2
            title: Many mistakes
            asOf: 2022-12-28
            market:
              levels: {EQ.A: abc, EQ.B: 50}
              volatilities: {EQ.A: -3%, EQ.B: 20%}
              corelations: []
            portfolio:
              positions:
                - {id: a, quantity: 1, instrument: {kind: equty, factor: EQ.A}}
            measures: [{kind: value-at-risk, confidence: 99}]

            """
        let run = try ScratchFolder(["s.yaml": yaml]).twin("check", "s.yaml")
        #expect(run.code == 65)
        #expect(run.output.isEmpty)
        #expect(
            run.errors == """
                s.yaml:1:10: error: version: 2 is out of range
                  1 | version: 2
                    |          ^
                  hint: it must be a whole number from 1 to 1
                s.yaml:5:18: error: market.levels.EQ.A: “abc” is not a number
                  5 |   levels: {EQ.A: abc, EQ.B: 50}
                    |                  ^
                  hint: write it as in 1250.5, 4.7%, 25bp, 100k or 2.5M
                s.yaml:6:24: error: market.volatilities.EQ.A: -3% is out of range
                  6 |   volatilities: {EQ.A: -3%, EQ.B: 20%}
                    |                        ^
                  hint: it must be at least 0
                s.yaml:7:3: error: market: unknown key “corelations”
                  7 |   corelations: []
                    |   ^
                  hint: did you mean “correlations”?
                s.yaml:10:47: error: portfolio.positions[0].instrument: unknown instrument “equty”
                  10 |     - {id: a, quantity: 1, instrument: {kind: equty, factor: EQ.A}}
                     |                                               ^
                  hint: did you mean “equity”?
                s.yaml:11:46: error: measures[0].confidence: 99 is out of range
                  11 | measures: [{kind: value-at-risk, confidence: 99}]
                     |                                              ^
                  hint: it must be between 0 and 1; did you mean 99%?
                6 errors

                """)
    }

    @Test("the caret stands below the mistake, behind wide characters and marks too")
    func wide() throws {
        let long = String(repeating: "長", count: 80)
        let yaml = """
            version: 1
            title: 試験
            market: {levels: {EQ.日本株: 1000, EQ.cafe\u{301}: abc}, volatilities: {EQ.日本株: 20%}}
            portfolio: {positions: [{id: 甲, quantity: 1, instrument: {kind: equity, factor: EQ.日本株}}]}
            measures: [{kind: value-at-risk, title: \(long), confidence: 99}]

            """
        let run = try ScratchFolder(["s.yaml": yaml]).twin("check", "s.yaml")
        #expect(
            run.errors.hasPrefix(
                """
                s.yaml:3:43: error: market.levels.EQ.cafe\u{301}: “abc” is not a number
                  3 | market: {levels: {EQ.日本株: 1000, EQ.cafe\u{301}: abc}, volatilities: {EQ.日本株: 20%}}
                    |                                             ^
                  hint: write it as in 1250.5, 4.7%, 25bp, 100k or 2.5M

                """), "\(run.errors)")
        let lines = run.errors.split(separator: "\n")
        let caret = try #require(lines.lastIndex { $0.hasSuffix("^") })
        #expect(lines[caret].count < 110 && lines[caret - 1].count < 110)
    }

    @Test("a mistake in a file that the scenario names stands in that file")
    func otherFile() throws {
        let folder = try ScratchFolder([
            "s.yaml": smallScenario.replacing("portfolio:\n", with: "portfolio:\n  file: p.csv\n"),
            "p.csv": "id,kind,quantity,factor\nx,equity,ten,EQ.A\n",
        ])
        #expect(
            try folder.twin("check", "s.yaml").errors == """
                p.csv:2:10: error: position x.quantity: “ten” is not a number
                  2 | x,equity,ten,EQ.A
                    |          ^
                  hint: write it as in 1250.5, 4.7%, 25bp, 100k or 2.5M

                """)
    }

    @Test("a mistake of the command line names the option instead of a line")
    func commandLine() throws {
        let run = try ScratchFolder(["s.yaml": smallScenario]).twin("run", "s.yaml", "--set", "simulation.paths=many")
        #expect(run.code == 65)
        #expect(
            run.errors == """
                --set simulation.paths: error: simulation.paths: “many” is not a whole number
                  hint: write it as in 100_000, 100k or 1M

                """)
    }

    @Test("lines that end as on Windows are shown too, the caret under the mistake")
    func windows() throws {
        let yaml = smallScenario.replacing("right: put", with: "right: putt").replacing("\n", with: "\r\n")
        let lines = try ScratchFolder(["s.yaml": yaml]).twin("check", "s.yaml").errors.split(separator: "\n")
        #expect(lines.count == 4)
        let caret = try #require(lines[2].firstIndex(of: "^"))
        #expect(lines[1].dropFirst(lines[2].distance(from: lines[2].startIndex, to: caret)).hasPrefix("putt"))
    }

    @Test("of very many mistakes the first thousand are told, and how many there are")
    func veryMany() throws {
        let levels = (0..<1_250).map { "    EQ.F\($0): none" }.joined(separator: "\n")
        let yaml = "version: 1\ntitle: Many\nmarket:\n  levels:\n\(levels)\nportfolio: {positions: []}\n"
        let run = try ScratchFolder(["s.yaml": yaml]).twin("check", "s.yaml")
        #expect(run.code == 65)
        let lines = run.errors.split(separator: "\n")
        let told = lines.count { $0.contains("is not a number") }
        let all = try #require(lines.last?.split(separator: " ").first.flatMap { Int($0.replacing(",", with: "")) })
        #expect(all >= 1_250)
        #expect(told <= 1_000 && told > 950)
        #expect(lines.dropLast().last == "and \(all - 1_000) more", "\(lines.suffix(3))")
    }

    @Test("a mistake far along a line is shown with what stands around it")
    func longLine() throws {
        let title = String(repeating: "long ", count: 60)
        let yaml = smallScenario.replacing("title: Small", with: "{title: \(title), version: 2, market: 1}")
        let errors = try ScratchFolder(["s.yaml": yaml]).twin("check", "s.yaml").errors
        #expect(errors.split(separator: "\n").allSatisfy { $0.count <= 140 })
    }
}
