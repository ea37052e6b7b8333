import Foundation
import MarketTwin
import TestSupport
import Testing

private func compared(_ first: String, _ second: String, changing secondChange: String? = nil) throws -> RunComparison {
    let changes = [secondChange.flatMap { Override($0) }].compactMap(\.self)
    return try ComparisonStudy().run(.init(first, second, ofSecond: changes), in: .standard())
}

@Suite("Comparisons")
struct ComparisonTests {
    private static let base = """
        version: 1
        title: Base
        asOf: 2022-12-28
        market:
          levels: {EQ.A: 100, EQ.B: 50, EQ.C: 20, FX.EURUSD: 1.06}
          volatilities: {EQ.A: 30%, EQ.B: 20%, EQ.C: 40%, FX.EURUSD: 9%}
          correlations:
            - {between: [EQ.A, EQ.B], is: 0.5}
        portfolio:
          positions:
            - {id: a, book: X/Y, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, book: X/Z, quantity: 20, instrument: {kind: equity, factor: EQ.B}}
            - {id: p, book: X/Z, quantity: 5, instrument: {kind: european-option, factor: EQ.A, right: put,
               strike: 95, expiry: 2023-03-28, volatility: 30%}}
        simulation: {paths: 4_000, horizon: 10d, seed: 42}
        measures:
          - {kind: value-at-risk, confidence: [95%, 99%]}
          - {kind: expected-shortfall, confidence: 97.5%}

        """
    private static let extraShare =
        "    - {id: c, book: X/C, quantity: 30, instrument: {kind: equity, factor: EQ.C}}\nsimulation:"

    /// Two scenario files in a folder of their own.
    private final class Pair {
        let folder: ScratchFolder
        var first: String { folder.path("a.yaml") }
        var second: String { folder.path("b.yaml") }

        init(_ a: String, _ b: String) throws { folder = try ScratchFolder(["a.yaml": a, "b.yaml": b]) }

        @discardableResult
        func write(_ name: String, _ text: String) throws -> String { try folder.write(name, text) }

        func comparison() throws -> RunComparison { try compared(first, second) }
    }

    /// The second scenario is the first with texts replaced.
    private func compare(_ changes: [(String, String)], first: String = base) throws -> RunComparison {
        var second = first
        for (old, new) in changes {
            #expect(second.contains(old))
            second = second.replacing(old, with: new)
        }
        return try Pair(first, second).comparison()
    }

    private func expectSums(_ comparison: RunComparison, _ location: SourceLocation = #_sourceLocation) {
        for change in comparison.changes {
            let total = change.to.value - change.from.value
            #expect(change.total.value == total, sourceLocation: location)
            let sum = change.steps.reduce(0) { $0 + $1.value }
            #expect(abs(sum - total) <= 1e-9 * max(1, abs(change.from.value)), sourceLocation: location)
        }
    }

    private typealias SourceLocation = Testing.SourceLocation

    @Test("equal scenarios: nothing changes, without error")
    func equal() throws {
        let comparison = try compare([("title: Base", "title: Other")])
        #expect(comparison.steps.map(\.parts) == [[.levels], [.model], [.positions], [.settings], [.noise]])
        #expect(comparison.changes.count == 7 * 4)
        for change in comparison.changes {
            #expect(change.total == FigureChange(value: 0, standardError: 0))
            #expect(change.steps.allSatisfy { $0 == FigureChange(value: 0, standardError: 0) })
        }
        #expect(comparison.differences?.isEmpty == true)
    }

    /// Whatever is changed alone shows in its own step and in no other, exactly.
    @Test(
        "one change, one step",
        arguments: [
            ("EQ.A: 100", "EQ.A: 104", ComparisonPart.levels), ("EQ.A: 30%", "EQ.A: 33%", .model),
            ("is: 0.5", "is: 0.7", .model), ("quantity: 10,", "quantity: 14,", .positions),
            ("strike: 95", "strike: 99", .positions), ("paths: 4_000", "paths: 5_000", .noise),
            ("horizon: 10d", "horizon: 12d", .settings), ("horizon: 10d", "horizon: 10d, steps: 3", .settings),
            ("paths: 4_000,", "precision: single, paths: 4_000,", .settings), ("seed: 42", "seed: 43", .noise),
            ("portfolio:", "dependence: {kind: student-t, degreesOfFreedom: 4}\nportfolio:", .settings),
            (
                "portfolio:",
                "factors: {EQ.B: {process: {kind: merton-jump-diffusion, volatility: 20%, jumpIntensity: 2, jumpMean: -5%, jumpVolatility: 5%}}}\nportfolio:",
                .model
            ),
            (
                "simulation: {paths: 4_000, horizon: 10d, seed: 42}", "simulation: {kind: parametric, horizon: 10d}",
                .settings
            ),
            ("asOf: 2022-12-28", "asOf: 2022-12-30", .date),
        ])
    func single(old: String, new: String, part: ComparisonPart) throws {
        let comparison = try compare([(old, new)])
        expectSums(comparison)
        let place = try #require(comparison.steps.firstIndex { $0.parts == [part] })
        for (index, _) in comparison.steps.enumerated() where index != place {
            for change in comparison.changes {
                #expect(change.steps[index] == FigureChange(value: 0, standardError: 0), "\(change.kind) \(index)")
            }
        }
        #expect(comparison.changes.contains { $0.steps[place].value != 0 })
        #expect(comparison.changes.allSatisfy { $0.book == "X/Y" || $0.steps[place].standardError >= 0 })
    }

    @Test("a level moves the loss of a share by as much, path by path")
    func proportional() throws {
        let comparison = try compare([("EQ.A: 100", "EQ.A: 110")])
        for change in comparison.changes where change.book == "X/Y" && change.kind != "probability-of-loss" {
            #expect(abs(change.steps[0].value - 0.1 * change.from.value) < 1e-9 * abs(change.from.value))
            // A tenth of the error, since losses move with it.
            guard change.kind != "worst-loss" else { continue }
            #expect(abs(change.steps[0].standardError / change.from.standardError - 0.1) < 0.02)
        }
    }

    @Test("everything at once adds up, and the other way round it is the same with the signs turned")
    func swap() throws {
        let changes = [
            ("EQ.A: 100", "EQ.A: 96"), ("EQ.B: 20%", "EQ.B: 24%"), ("quantity: 20", "quantity: 35"),
            ("horizon: 10d", "horizon: 5d"), ("seed: 42", "seed: 7"), ("asOf: 2022-12-28", "asOf: 2023-01-05"),
        ]
        let there = try compare(changes)
        expectSums(there)
        #expect(there.steps.map(\.parts).count == 6)
        let back = try compare(
            changes.map { ($0.1, $0.0) },
            first: changes.reduce(Self.base) { $0.replacing($1.0, with: $1.1) })
        expectSums(back)
        for (one, other) in zip(there.changes, back.changes) {
            #expect(one.total.value == -other.total.value)
            #expect(abs(one.total.standardError - other.total.standardError) < 1e-9 * one.total.standardError + 1e-12)
        }
        // Other seeds share nothing.
        let noise = try #require(there.steps.last)
        #expect(noise.parts == [.noise] && !noise.isPaired)
    }

    @Test("common random numbers make a step err far less than the figures")
    func paired() throws {
        let comparison = try compare([("EQ.A: 30%", "EQ.A: 31%")])
        let change = try #require(comparison.changes.first)
        #expect(change.steps[1].standardError < 0.2 * change.from.standardError)
        #expect(change.total.standardError == change.steps[1].standardError)
        #expect(comparison.steps.allSatisfy { $0.isPaired })
    }

    @Test("a share bought or sold on a new factor is a step of its own, and leaves other books as they were")
    func newFactor() throws {
        let larger = Self.base.replacing("simulation:", with: Self.extraShare)
        for (first, second) in [(Self.base, larger), (larger, Self.base)] {
            let comparison = try Pair(first, second).comparison()
            expectSums(comparison)
            #expect(comparison.steps.map(\.parts) == [[.levels], [.model], [.positions], [.settings], [.noise]])
            for change in comparison.changes where change.book == "X/Y" || change.book == "X/Z" {
                for step in change.steps { #expect(abs(step.value) < 1e-9) }
            }
            let whole = try #require(comparison.changes.first)
            #expect(abs(whole.steps[2].value) > 5)
            for index in [0, 1, 3, 4] { #expect(abs(whole.steps[index].value) < 1e-9) }
            #expect(comparison.differences?.positions.map(\.id) == ["c"])
        }
    }

    @Test("the draws of common factors stay the same where a new one comes before them")
    func order() throws {
        // Factors are drawn in order of their ids.
        func renamed(_ text: String) -> String { text.replacing("EQ.C", with: "EQ.1") }
        let larger = Self.base.replacing("simulation:", with: Self.extraShare)
        let comparison = try Pair(renamed(Self.base), renamed(larger)).comparison()
        expectSums(comparison)
        for change in comparison.changes where change.book == "X/Y" {
            for step in change.steps.dropLast() { #expect(abs(step.value) < 1e-9) }
            // The second run draws in its own order.
            if change.kind == "value-at-risk" { #expect(change.steps.last?.value != 0) }
        }
    }

    @Test("a market without a factor of the first: positions come first")
    func missingFactor() throws {
        let larger = Self.base.replacing("simulation:", with: Self.extraShare)
        let poorer = Self.base.replacing("EQ.C: 20, ", with: "").replacing("EQ.C: 40%, ", with: "")
            .replacing("EQ.A: 100", with: "EQ.A: 103")
        let comparison = try Pair(larger, poorer).comparison()
        expectSums(comparison)
        #expect(comparison.steps.map(\.parts) == [[.positions], [.levels], [.model], [.settings], [.noise]])
        let share = try #require(comparison.changes.first { $0.book == "X/Y" })
        #expect(abs(share.steps[0].value) < 1e-9)
        #expect(abs(share.steps[1].value - 0.03 * share.from.value) < 1e-9 * share.from.value)
    }

    @Test("where each market lacks what the other's positions need, the parts are told together")
    func merged() throws {
        let first = Self.base.replacing("simulation:", with: Self.extraShare)
            .replacing("EQ.B: 50, ", with: "").replacing("EQ.B: 20%, ", with: "")
            .replacing("    - {id: b, book: X/Z, quantity: 20, instrument: {kind: equity, factor: EQ.B}}\n", with: "")
            .replacing("  correlations:\n    - {between: [EQ.A, EQ.B], is: 0.5}\n", with: "")
        let second = Self.base.replacing("EQ.C: 20, ", with: "").replacing("EQ.C: 40%, ", with: "")
        let comparison = try Pair(first, second).comparison()
        expectSums(comparison)
        let step = try #require(comparison.steps.first)
        #expect(step.parts == [.levels, .model, .positions])
        #expect(!step.reasons.isEmpty)
        #expect(Document(comparison).sections.contains { $0.anchor == "steps" })
    }

    @Test("an option that expires in between goes with the positions")
    func expired() throws {
        let first = Self.base.replacing("2023-03-28", with: "2022-12-30")
        let without = Self.base.replacing("asOf: 2022-12-28", with: "asOf: 2023-01-02")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("id: p") && !$0.contains("strike: 95") }.joined(separator: "\n")
        // What is left can be held on the first market, so all parts are told apart with the positions in front.
        let ended = try Pair(first, without).comparison()
        expectSums(ended)
        #expect(ended.steps.map(\.parts) == [[.positions], [.levels], [.model], [.date], [.settings], [.noise]])
        #expect(ended.steps[0].reasons.first?.contains("expired") == true)
        // A share on a new factor cannot.
        let renewed = without.replacing("simulation:", with: Self.extraShare)
        let comparison = try Pair(first.replacing("EQ.C: 20, ", with: "").replacing("EQ.C: 40%, ", with: ""), renewed)
            .comparison()
        expectSums(comparison)
        #expect(
            comparison.steps.map(\.parts) == [[.levels], [.model], [.date, .positions], [.settings], [.noise]])
        #expect(comparison.steps[2].reasons.first?.contains("expired") == true)
    }

    @Test("histories: days are paired with themselves")
    func historical() throws {
        let file = Shipped.folder + "/historical.yaml"
        let comparison = try compared(file, file, changing: "market.levels={EQ.AAPL: 130}")
        expectSums(comparison)
        let whole = try #require(comparison.changes.first)
        #expect(whole.steps[0].value != 0)
        #expect(whole.steps[0].standardError < whole.from.standardError)
        #expect(whole.steps[4] == FigureChange(value: 0, standardError: 0))
        expectSums(try compared(file, file, changing: "simulation.window=750d"))
        expectSums(try compared(file, file, changing: "simulation={kind: monte-carlo, paths: 2_000}"))
    }

    @Test("days of history against Monte Carlo with a new factor that the history has: each part is told apart")
    func historicalToDrawn() throws {
        let file = Shipped.folder + "/historical.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let first = text.replacing("path: data", with: "path: \(Shipped.folder)/data")
            .replacing("file: portfolios", with: "file: \(Shipped.folder)/portfolios")
        let position =
            "  positions:\n    - {id: added, book: Equity/New, quantity: 50, instrument:"
            + " {kind: equity, factor: EQ.DJIA}}\n"
        #expect(first.contains("  positions:\n") && !first.contains("EQ.DJIA"))
        let pair = try Pair(first, first.replacing("  positions:\n", with: position))
        let comparison = try compared(
            pair.first, pair.second, changing: "simulation={kind: monte-carlo, paths: 2_000, seed: 5}")
        expectSums(comparison)
        #expect(comparison.steps.map(\.parts) == [[.levels], [.model], [.positions], [.settings], [.noise]])
        let whole = try #require(comparison.changes.first)
        // Levels and the model are the same: further factors behind those of the first change nothing.
        #expect(abs(whole.steps[0].value) < 1e-9 && abs(whole.steps[1].value) < 1e-9)
        #expect(whole.steps[2].value != 0 && whole.steps[3].value != 0)
    }

    @Test("the mistakes of both sides are told together, and other measures are a difference")
    func bothSides() throws {
        #expect(throws: Issues.self) { try compared("/none/a.yaml", "/none/b.yaml") }
        do { _ = try compared("/none/a.yaml", "/none/b.yaml") } catch let issues as Issues {
            #expect(issues.all.count == 2)
        }
        let comparison = try compare([("confidence: [95%, 99%]", "confidence: [90%, 99%]")])
        let setting = try #require(comparison.differences?.settings.first)
        #expect(setting.name == "measures" && setting.from.contains("95%") && setting.to.contains("90%"))
    }

    @Test(
        "any two shipped scenarios of one currency compare, and the steps add up",
        arguments: [
            ("quickstart", "copula"), ("factor-model", "quickstart"), ("grouped-t", "quickstart"),
            ("quickstart", "grouped-t"), ("filtered-historical", "quickstart"), ("quickstart", "historical-weighted"),
            ("parametric", "quickstart"), ("jumps", "student-t-tails"), ("quickstart", "stochastic-volatility"),
        ])
    func shipped(first: String, second: String) throws {
        let folder = Shipped.folder + "/"
        func changes(_ name: String) throws -> [Override] {
            let text = try String(contentsOfFile: folder + name + ".yaml", encoding: .utf8)
            return text.contains("paths:") ? [Override(path: "simulation.paths", value: "2_000")] : []
        }
        func reduced(_ name: String) throws -> String {
            let report = try { () throws -> RiskReport in
                let overrides: [Override] = try changes(name)
                return try RiskStudy().run(folder + name + ".yaml", overrides: overrides, in: .standard())
            }()
            return try JSONReport().render(report)
        }
        let pair = try Pair("", "")
        let a = try pair.write("a.json", reduced(first))
        let b = try pair.write("b.json", reduced(second))
        let comparison = try compared(a, b)
        #expect(!comparison.steps.isEmpty)
        #expect(comparison.steps.flatMap(\.parts).contains(.noise))
        expectSums(comparison)
        _ = try FindingJSON().render(comparison)
    }

    @Test("two results whose scenarios are as they were are explained, others stand side by side")
    func results() throws {
        let pair = try Pair(Self.base, Self.base.replacing("quantity: 10,", with: "quantity: 15,"))
        func result(_ scenario: String, _ name: String, _ changes: [String] = []) throws -> String {
            let overrides: [Override] = changes.compactMap { Override($0) }
            return try pair.write(
                name, JSONReport().render(RiskStudy().run(scenario, overrides: overrides, in: .standard())))
        }
        let a = try result(pair.first, "a.json", ["simulation.paths=3_000"])
        let b = try result(pair.second, "b.json", ["simulation.paths=3_000"])
        let explained = try compared(a, b)
        #expect(explained.steps.count == 5)
        #expect(explained.first.run.paths == 3_000)
        expectSums(explained)
        // A scenario that has changed since.
        try pair.write("b.yaml", Self.base.replacing("quantity: 10,", with: "quantity: 16,"))
        let beside = try compared(a, b)
        #expect(beside.steps.isEmpty)
        #expect(beside.differences == nil)
        #expect(beside.notes.first?.contains("b.yaml") == true)
        #expect(beside.changes.count == explained.changes.count)
        for (one, other) in zip(beside.changes, explained.changes) {
            #expect(one.total.value == other.total.value)
            #expect(one.total.standardError >= other.total.standardError)
        }
        // A scenario and a result.
        #expect(try compared(pair.first, b).steps.isEmpty)
        #expect(try compared(a, pair.second).steps.count == 5)
    }

    @Test("the text of a comparison")
    func golden() throws {
        let folder = Shipped.folder + "/"
        var comparison = try ComparisonStudy().run(
            .init(
                folder + "quickstart.yaml", folder + "quickstart-tomorrow.yaml",
                overrides: [Override(path: "simulation.paths", value: "4_000")]), in: .standard())
        comparison.first.file = "Scenarios/quickstart.yaml"
        comparison.second.file = "Scenarios/quickstart-tomorrow.yaml"
        try expectPresentable(Document(comparison), .compare)
        let text =
            DocumentText().render(Document(comparison)).components(separatedBy: "\nProvenance")[0] + "\n"
        #expect(text.components(separatedBy: "\n").allSatisfy { $0.count <= 80 })
        try expectRecorded(text, as: "compare-quickstart")
    }
}
