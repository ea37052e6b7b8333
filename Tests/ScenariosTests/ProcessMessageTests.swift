import MarketTwin
import TestSupport
import Testing

@Suite("Mistakes in the processes of factors are found, placed and explained")
struct ProcessMessageTests {
    private struct Complaint {
        var message: String
        var hint: String
        var line: Int?
    }

    /// Weekdays of one share that moves at random, and of one that never moves.
    private static func prices(_ days: Int) -> String {
        var state: UInt64 = 1
        var level = 100.0
        let lines = (0..<days).map { day in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            level *= 1 + 0.02 * (Double(state >> 11) / 0x1p53 - 0.5)
            return "\(CalendarDate(dayNumber: 18_001 + Int32(day / 5 * 7 + day % 5))),\(level),7"
        }
        return "date,EQ.H,EQ.FLAT\n" + lines.joined(separator: "\n") + "\n"
    }

    private func issues(_ yaml: String, days: Int = 0) throws -> [Complaint] {
        let folder = try ScratchFolder(["s.yaml": yaml, "p.csv": Self.prices(days)])
        do {
            _ = try folder.resolve()
            return []
        } catch let issues as Issues {
            return issues.all.map { .init(message: $0.message, hint: $0.hint ?? "", line: $0.location?.line) }
        }
    }

    /// The inline scenario with a process for one share, and what else is appended.
    private func inline(_ process: String, _ more: String = "") throws -> [Complaint] {
        try issues(inlineScenario + "factors:\n  EQ.A: {process: \(process)}\n" + more)
    }

    private func historical(_ process: String, factor: String = "EQ.H", days: Int) throws -> [Complaint] {
        let yaml = """
            version: 1
            title: Fits
            market: {history: [{kind: csv, path: p.csv}]}
            calibration: {window: 50d}
            factors:
              \(factor): {process: \(process)}
            portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: \(factor)}}]}
            """
        return try issues(yaml, days: days)
    }

    @Test("a process without parameters and without a history to fit them to, whatever its kind")
    func noHistory() throws {
        // A share is no node of a curve, and those that move curves say so first.
        let fitted = Catalog.standard.kinds.processes.members.filter { type in
            !type.movesCurvesAsOne
                && !type.calibratedSettings.allSatisfy { $0 == "volatility" || type.derivedSettings.contains($0) }
        }
        #expect(fitted.count >= 10)
        for type in fitted {
            let found = try inline("{kind: \(type.kind)}")
            #expect(found.count == 1, "\(type.kind)")
            let issue = try #require(found.first)
            #expect(issue.message.hasPrefix("EQ.A follows \(type.kind) without "))
            #expect(issue.message.hasSuffix(", and has no history to fit them to"))
            #expect(issue.line == 14)
            #expect(issue.hint == "state them beside the kind, or give EQ.A a history")
        }
        #expect(
            try inline("{kind: garch, alpha: 0.1}").map(\.message) == [
                "EQ.A follows garch without omega, beta, and has no history to fit them to"
            ])
    }

    @Test("a history too short to fit a process, and one that never moves")
    func unfit() throws {
        let short = try historical("{kind: garch}", days: 60)
        #expect(
            short.map(\.message) == [
                "garch cannot be fitted to EQ.H: the fit needs at least 100 daily moves, and there are 50"
            ])
        #expect(short.first?.line == 6)
        #expect(short.first?.hint.hasPrefix("lengthen calibration.window, state omega, alpha, beta") == true)
        let flat = try historical("{kind: vasicek}", factor: "EQ.FLAT", days: 60)
        #expect(
            flat.map(\.message).contains("vasicek cannot be fitted to EQ.FLAT: its history does not vary"), "\(flat)")
    }

    @Test("where a longer window would not help, the hint says what would; one issue a factor")
    func ownHint() throws {
        let curve = try historical("{kind: hull-white}", days: 60)
        #expect(curve.map(\.message).count == 1)
        #expect(curve.first?.message.hasSuffix("EQ.H is no node of a curve") == true)
        #expect(curve.first?.hint.hasPrefix("choose another process, such as vasicek") == true)
        let open = "factors:\n  EQ.A: {process: {kind: garch}}\n"
        let found = try issues(inlineScenario.replacing("EQ.A: 30%, ", with: "") + open)
        #expect(found.count == 1, "\(found)")
    }

    @Test("a covariance that needs more changes asks for a longer window, not a shorter one")
    func shortWindow() throws {
        let model = "{kind: dynamic-conditional-correlation}"
        let found = try issues(
            """
            version: 1
            title: Fits
            market: {history: [{kind: csv, path: p.csv}]}
            calibration: {window: 10d, covariance: \(model)}
            portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.H}}]}
            """, days: 60)
        #expect(found.count == 1)
        #expect(found.first?.hint.hasPrefix("lengthen the window to 50d") == true)
    }

    @Test("a marginal is not blamed for a copula that was wrongly written")
    func marginalOfAWrongCopula() throws {
        let marginal = "factors: {EQ.A: {marginal: {kind: student-t, degreesOfFreedom: 5}}}\n"
        let wrong = inlineScenario + marginal + "dependence: {kind: t-copula, degreesOfFreedom: 0.1}\n"
        #expect(try issues(wrong).map(\.message) == ["0.1 is out of range"])
        let none = try issues(inlineScenario + marginal)
        #expect(none.map(\.message) == ["a marginal needs a copula, and the dependence is gaussian"])
    }

    @Test(
        "parameters that contradict each other",
        arguments: [
            (
                "{kind: garch, omega: 0.00001, alpha: 0.25, beta: 0.875}",
                "EQ.A: alpha + beta + leverage/2 is 1.125: there is no long-run variance to start from"
            ),
            (
                "{kind: garch, omega: 0.00001, alpha: 0.1, beta: 0.8, asymmetry: gjr}",
                "EQ.A: gjr needs a leverage"
            ),
            (
                "{kind: garch, omega: 0.00001, alpha: 0.1, beta: 0.8, asymmetry: gjr, leverage: -0.2}",
                "EQ.A: alpha + leverage is -0.1, so a large fall would make the variance negative"
            ),
            (
                "{kind: garch, omega: 0.00001, alpha: 0.1, beta: 0.8, innovations: student-t}",
                "EQ.A: student-t innovations need degreesOfFreedom"
            ),
            (
                "{kind: hull-white, volatility: 1%, meanReversion: 5%}",
                "EQ.A: hull-white moves the nodes of a zero curve, and this factor is none"
            ),
        ])
    func contradictions(process: String, message: String) throws {
        let found = try inline(process)
        #expect(found.map(\.message) == [message])
        #expect(found.first?.line == 14)
        #expect(found.first?.hint.isEmpty == false)
    }

    @Test("a law that needs a normal driver refuses a dependence or a marginal with tails of its own")
    func drivers() throws {
        let process =
            "{kind: garch, omega: 0.00001, alpha: 0.1, beta: 0.8, innovations: student-t, degreesOfFreedom: 5}"
        #expect(try inline(process).isEmpty)
        #expect(
            try inline(process, "dependence: {kind: student-t, degreesOfFreedom: 4}\n").map(\.message) == [
                "EQ.A: garch with these settings needs a normal driver, and the dependence is student-t"
            ])
        #expect(try inline(process, "dependence: {kind: gaussian-copula}\n").isEmpty)
        let both = try issues(
            inlineScenario + """
                factors:
                  EQ.A: {process: \(process), marginal: {kind: student-t, degreesOfFreedom: 4}}
                dependence: {kind: gaussian-copula}

                """)
        #expect(
            both.map(\.message) == [
                "EQ.A: garch with these settings needs a normal driver, and its marginal is student-t"
            ])
        // Normal innovations take any driver.
        #expect(
            try inline(
                "{kind: garch, omega: 0.00001, alpha: 0.1, beta: 0.8}",
                "dependence: {kind: student-t, degreesOfFreedom: 4}\n"
            ).isEmpty)
    }

    @Test("nodes of a Hull–White curve move by one factor: another correlation is refused, 1 is not")
    func oneCurve() throws {
        func curve(_ correlation: String) throws -> [Complaint] {
            try issues(
                """
                version: 1
                title: One curve
                asOf: 2022-12-28
                market:
                  levels: {IR.USD.1Y: 4%, IR.USD.5Y: 4.5%}
                  correlations: [{between: [IR.USD.1Y, IR.USD.5Y], is: \(correlation)}]
                factors: {"IR.*": {process: {kind: hull-white, volatility: 1%, meanReversion: 5%}}}
                portfolio:
                  positions: [{id: a, quantity: 1, instrument: {kind: zero-coupon-bond, maturity: 3y, rate: IR.USD}}]
                """)
        }
        #expect(try curve("1").isEmpty)
        let found = try curve("0.9")
        #expect(
            found.map(\.message) == ["IR.USD.1Y and IR.USD.5Y are nodes of a curve that moves by one factor"])
        #expect(found.first?.line == 6)
        #expect(found.first?.hint == "their correlation is 1; leave the pair out, or choose another process")
    }

    @Test("a model that is none is named, with its place")
    func noModel() throws {
        func complaints(_ text: String) throws -> [String] {
            try ScratchFolder([
                "m.yaml": text,
                "s.yaml": """
                version: 1
                title: On a model
                market: {model: m.yaml}
                portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A}}]}
                """,
            ]).complaints()
        }
        #expect(try complaints("just words\n").count == 1)
        #expect(try complaints("").first?.contains("the file is empty") == true)
        #expect(try complaints("a: [1\n").first?.contains("not valid YAML") == true)
        #expect(try complaints(inlineScenario) == [])
        #expect(
            try complaints(inlineScenario.replacing("market:\n", with: "market:\n  model: other.yaml\n")).first?
                .contains("takes its market from another model") == true)
    }
}
