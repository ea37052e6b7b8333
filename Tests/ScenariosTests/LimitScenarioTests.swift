import MarketTwin
import TestSupport
import Testing

@Suite("Limits of a scenario")
struct LimitScenarioTests {
    private func scenario(_ limits: String, _ rest: String = "") -> String {
        inlineScenario + rest + "limits:\n" + limits
    }

    @Test("every limit is resolved, and its measure is computed where no one else asks for it")
    func resolved() throws {
        let folder = try ScratchFolder([
            "s.yaml": scenario(
                """
                  - {measure: {kind: value-at-risk, confidence: 97%}, warn: 90k, breach: 0.1M}
                  - {book: X/Y, measure: {kind: probability-of-loss}, breach: 55%}
                  - {book: X, measure: {kind: expected-shortfall, confidence: [95%, 99%]}, breach: 1_000}

                """, "measures: [{kind: value-at-risk, confidence: 99%}]\n")
        ])
        let resolved = try folder.resolve()
        #expect(
            resolved.limits.map(\.content) == [
                Limit(FigureKey(ValueAtRisk(confidence: 0.97)), warn: 90_000, breach: 100_000),
                Limit(FigureKey(ProbabilityOfLoss(), book: "X/Y"), breach: 0.55),
                Limit(FigureKey(ExpectedShortfall(confidence: 0.95), book: "X"), breach: 1_000),
                Limit(FigureKey(ExpectedShortfall(confidence: 0.99), book: "X"), breach: 1_000),
            ])
        let measures = resolved.run.run.measures.map {
            "\($0.kind) \($0.has("confidence") ? $0.number("confidence") : 0)"
        }
        #expect(
            measures.prefix(5) == [
                "value-at-risk 0.99", "value-at-risk 0.97", "probability-of-loss 0.0", "expected-shortfall 0.95",
                "expected-shortfall 0.99",
            ])
        #expect(Set(measures).count == measures.count)
    }

    @Test("a limit of less than one unit of money is asked about, for 5% of what is not said")
    func shares() throws {
        func notes(_ limit: String) throws -> [String] {
            try ScratchFolder(["s.yaml": scenario("  - {\(limit)}\n")]).resolve().notes.filter { $0.contains("limit") }
        }
        let small = try notes("measure: {kind: value-at-risk, confidence: 99%}, breach: 5%")
        #expect(small.first?.hasPrefix("A limit of value-at-risk is 0.05: an amount of money") == true)
        #expect(try notes("measure: {kind: value-at-risk, confidence: 99%}, breach: 5").isEmpty)
        #expect(try notes("measure: {kind: probability-of-loss}, breach: 55%").isEmpty)
    }

    @Test("no book and an empty one are the whole portfolio, and all settings of a measure tell limits apart")
    func wholeAndSettings() throws {
        let above = "measure: {kind: probability-of-loss, above: 1k}, breach: 5%"
        let limits = try ScratchFolder([
            "s.yaml": scenario(
                """
                  - {book: "", \(above)}
                  - {measure: {kind: probability-of-loss, above: 2k}, breach: 5%}
                  - {measure: {kind: probability-of-loss, above: 0}, breach: 5%}

                """)
        ]).resolve().limits.map(\.content)
        #expect(
            limits.map(\.key) == [1_000, 2_000, 0].map { FigureKey(ProbabilityOfLoss(above: $0)) })
        let twice = scenario("  - {book: \"\", \(above)}\n  - {\(above)}\n")
        #expect(
            try ScratchFolder(["s.yaml": twice]).complaints()
                == ["15:5 this book has a limit for this measure already"])
        func identity(_ measure: String) throws -> String {
            try ScratchFolder(["s.yaml": inlineScenario + "measures: [{kind: \(measure)}]\n"]).resolve().identity
        }
        let standard = try identity("probability-of-loss")
        #expect(try identity("probability-of-loss, above: 0") == standard)
        #expect(try identity("probability-of-loss, above: 1") != standard)
    }

    @Test("levels of a limit do not change the identity of a run, whose figures they do not change")
    func identity() throws {
        func identity(_ limits: String) throws -> String {
            try ScratchFolder(["s.yaml": scenario(limits)]).resolve().identity
        }
        let known = try identity("  - {measure: {kind: value-at-risk, confidence: 99%}, breach: 1k}\n")
        #expect(try identity("  - {measure: {kind: value-at-risk, confidence: 99%}, breach: 2k}\n") == known)
        #expect(try identity("  - {measure: {kind: value-at-risk, confidence: 98%}, breach: 2k}\n") != known)
    }

    @Test(
        "one mistake, one message, at its place",
        arguments: [
            (
                "{book: X/Z2, measure: {kind: mean-loss}, breach: 1}", "14:12 no position is in the book “X/Z2”"
            ),
            ("{book: Q, measure: {kind: mean-loss}, breach: 1}", "14:12 no position is in the book “Q”"),
            ("{measure: {kind: mean-los}, breach: 1}", "14:22 unknown measure “mean-los”"),
            (
                "{measure: {kind: mean-loss}, warn: 2, breach: 1}",
                "14:40 the warning level is not below the limit itself"
            ),
            (
                "{measure: {kind: mean-loss}, warn: 1, breach: 1}",
                "14:40 the warning level is not below the limit itself"
            ),
            ("{measure: {kind: mean-loss}, breach: -1}", "14:42 -1 is out of range"),
            ("{measure: {kind: mean-loss}, breach: 0}", "14:42 0 is out of range"),
            ("{measure: {kind: mean-loss}}", "14:5 missing the key “breach”"),
            ("{breach: 1}", "14:5 missing the key “measure”"),
            (
                "{measure: {kind: probability-of-loss}, breach: 50}",
                "14:52 a limit of probability-of-loss is a fraction of the cases, at most 100%"
            ),
            (
                "{measure: {kind: value-at-risk, confidence: 99.99999%}, breach: 1}",
                "14:49 100000 paths have no loss beyond a confidence of 0.9999999"
            ),
            ("{measure: {kind: mean-loss}, breach: 1, level: 3}", "14:45 unknown key “level”"),
        ])
    func mistakes(line: String, message: String) throws {
        let complaints = try ScratchFolder(["s.yaml": scenario("  - \(line)\n")]).complaints()
        #expect(complaints == [message])
    }

    @Test("a limit twice, and the book that may be meant")
    func hints() throws {
        let twice =
            "  - {measure: {kind: mean-loss}, breach: 1}\n  - {measure: {kind: mean-loss}, breach: 2}\n"
        #expect(
            try ScratchFolder(["s.yaml": scenario(twice)]).complaints()
                == ["15:5 this book has a limit for this measure already"])
        let folder = try ScratchFolder(["s.yaml": scenario("  - {book: X/z, measure: {kind: mean-loss}, breach: 1}\n")])
        #expect { try folder.resolve() } throws: { error in
            (error as? Issues)?.all.first?.hint == "did you mean “X/Z”?"
        }
    }

    @Test("no law has a worst loss, so a parametric run cannot limit it")
    func parametric() throws {
        let limits = "  - {measure: {kind: worst-loss}, breach: 1}\n  - {measure: {kind: mean-loss}, breach: 1}\n"
        let complaints = try ScratchFolder([
            "s.yaml": scenario(limits, "simulation: {kind: parametric}\n")
        ]).complaints()
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("worst-loss cannot be limited") == true)
    }

    @Test("a book is not looked for where the portfolio is wrong")
    func follows() throws {
        let yaml = scenario("  - {book: X/Y, measure: {kind: mean-loss}, breach: 1}\n")
            .replacing("{id: a, book: X/Y, quantity: 10", with: "{id: a, book: X/Y, quantity: ten")
        #expect(try ScratchFolder(["s.yaml": yaml]).complaints() == ["11:36 “ten” is not a number"])
    }
}
