import Foundation
import Market
import MarketTwin
import Simulation
import TestSupport
import Testing

@Suite("From scenario to run")
struct ResolutionTests {
    private func factor(_ run: ResolvedRun, _ id: String) throws -> ModelledFactor {
        try #require(run.run.market.model.factors.first { $0.id.name == id })
    }

    /// Daily levels from daily changes, dated on consecutive weekdays.
    private func csv(_ columns: [String: [Double?]]) -> String {
        let names = columns.keys.sorted()
        let count = columns.values.first?.count ?? 0
        let start = CalendarDate(iso: "2022-01-03")!
        var text = "date," + names.joined(separator: ",") + "\n"
        for row in 0..<count {
            let cells = names.map { columns[$0]?[row].map { "\($0)" } ?? "" }
            text += "\(start.adding(days: row / 5 * 7 + row % 5))," + cells.joined(separator: ",") + "\n"
        }
        return text
    }

    private func scenario(_ extra: String = "", factor: String = "EQ.A") -> String {
        """
        version: 1
        title: History
        market:
          history: [{kind: csv, path: h.csv}]
        \(extra)
        portfolio:
          positions:
            - {id: a, quantity: 10, instrument: {kind: equity, factor: \(factor)}}

        """
    }

    @Test("the sample volatility is that of log changes, with n − 1, a year of 252")
    func sampleVolatility() throws {
        let levels: [Double] = [100, 103, 101, 108, 107]
        let folder = try ScratchFolder([
            "s.yaml": scenario("calibration: {window: 4d}"), "h.csv": csv(["EQ.A": levels]),
        ])
        let changes = zip(levels.dropFirst(), levels).map { log($0 / $1) }
        let mean = changes.reduce(0, +) / 4
        let variance = changes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
        let run = try folder.resolve()
        let found = try factor(run, "EQ.A")
        #expect(abs(found.volatility - (252 * variance).squareRoot()) < 1e-14)
        #expect(found.level == 107)
        #expect(found.drift == 0)
        #expect(run.run.asOf.description == "2022-01-07")
        let drifting = try factor(folder.resolve("s.yaml", ["calibration.drift=historical"]), "EQ.A")
        #expect(abs(drifting.drift - (252 * mean + 252 * variance / 2)) < 1e-12)
    }

    @Test("a missing price is never a zero return: the change over it counts by its length")
    func missingPrice() throws {
        let gap: [Double?] = [100, 103, nil, 108, 107, 111, 109]
        let folder = try ScratchFolder(["s.yaml": scenario("calibration: {window: 4d}"), "h.csv": csv(["EQ.A": gap])])
        // Of four days and more; the first change is of two.
        let changes = [(103.0, 108.0), (108, 107), (107, 111), (111, 109)].enumerated().map { index, pair in
            log(pair.1 / pair.0) / (index == 0 ? 2.0.squareRoot() : 1)
        }
        let mean = changes.reduce(0, +) / 4
        let variance = changes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
        let run = try folder.resolve()
        #expect(abs(try factor(run, "EQ.A").volatility - (252 * variance).squareRoot()) < 1e-14)
        let issue = try #require(run.dataIssues.first { $0.rule == "missing" })
        #expect(issue.factor?.name == "EQ.A")
        #expect(issue.date?.description == "2022-01-05")
        let filled = try folder.resolve("s.yaml", ["dataQuality.missing.action=fill-forward"])
        #expect(filled.dataIssues.contains { $0.message.contains("filled with 103") })
        #expect(try factor(filled, "EQ.A").volatility != factor(run, "EQ.A").volatility)
    }

    @Test("what a rule is told to refuse is refused, at its cell")
    func refused() throws {
        let folder = try ScratchFolder([
            "s.yaml": scenario("calibration: {window: 4d}"), "h.csv": csv(["EQ.A": [100, -5, 101, 102]]),
        ])
        #expect(folder.complaints().first?.hasPrefix("3:12 EQ.A on 2022-01-04") == true)
        #expect(folder.complaints(["dataQuality.non-positive.action=exclude"]).first?.contains("window of 4") == true)
        #expect(folder.complaints(["dataQuality.missing.action=refuse"]).count == 1)
    }

    @Test("the scenario's level and volatility win over the history's, and a note says so")
    func overrides() throws {
        let folder = try ScratchFolder([
            "s.yaml": scenario("calibration: {window: 3d}"), "h.csv": csv(["EQ.A": [100, 103, 101, 108]]),
        ])
        let run = try folder.resolve("s.yaml", ["market.levels.EQ.A=120", "market.volatilities.EQ.A=25%"])
        #expect(try factor(run, "EQ.A").level == 120)
        #expect(try factor(run, "EQ.A").volatility == 0.25)
        #expect(run.notes.contains { $0.contains("EQ.A") && $0.contains("0.25") })
    }

    @Test("later lines of factors win, and a process may bring its own parameters")
    func factorRules() throws {
        let yaml =
            inlineScenario + """
                factors:
                  "EQ.*": {process: {kind: arithmetic-brownian-motion, drift: 1}}
                  EQ.B: {process: {kind: geometric-brownian-motion, volatility: 35%}}

                """
        let run = try ScratchFolder(["s.yaml": yaml]).resolve()
        #expect(try factor(run, "EQ.A").process.kind == "arithmetic-brownian-motion")
        #expect(try factor(run, "EQ.A").drift == 1)
        #expect(try factor(run, "EQ.B").process.kind == "geometric-brownian-motion")
        #expect(try factor(run, "EQ.B").volatility == 0.35)
    }

    @Test("a rule for a factor nobody knows is a mistake, a pattern that matches none is a note")
    func unmatchedRules() throws {
        let process = "{process: {kind: geometric-brownian-motion}}"
        let folder = try ScratchFolder(["s.yaml": inlineScenario + "factors: {\"CM.*\": \(process)}\n"])
        #expect(try folder.resolve().notes == ["The rule for “CM.*” matches no factor of this portfolio."])
        let other = try ScratchFolder(["s.yaml": inlineScenario + "factors: {EQ.AA: \(process)}\n"])
        #expect(other.complaints() == ["13:11 no factor of the market matches “EQ.AA”"])
    }

    @Test("an id of the market that nothing uses and that could not move is a note; a whole factor is none")
    func idleEntries() throws {
        let folder = try ScratchFolder(["s.yaml": inlineScenario])
        #expect(try folder.resolve().notes == [])
        let notes = try folder.resolve("s.yaml", ["market.levels.EQ.AA=120", "market.volatilities.EQ.Z=20%"]).notes
        #expect(
            notes == [
                "No position uses what market.levels says of EQ.AA (did you mean EQ.A?).",
                "No position uses what market.volatilities says of EQ.Z (did you mean EQ.A?).",
            ])
    }

    @Test("a volatility of 2,200 % is refused, wherever it is stated, unless it is said to be meant")
    func largeVolatilities() throws {
        let folder = try ScratchFolder(["s.yaml": inlineScenario])
        let share = "The volatility of EQ.A is 2200% a year as the scenario says: is a percent sign left out?"
        let law = "factors={EQ.A: {process: {kind: geometric-brownian-motion, volatility: 22}}}"
        #expect(folder.complaints(["market.volatilities.EQ.A=22"]) == ["1:1 " + share])
        #expect(folder.complaints([law]).map { $0.hasSuffix(share) } == [true])
        #expect(try folder.resolve("s.yaml", ["market.volatilities.EQ.A=400%"]).notes == [])
        let told = "dataQuality.implausible.action=report"
        #expect(try folder.resolve("s.yaml", ["market.volatilities.EQ.A=22", told]).notes == [share])
        let meant = "dataQuality={implausible: {except: [\"EQ.*\"]}}"
        #expect(try folder.resolve("s.yaml", ["market.volatilities.EQ.A=22", meant]).notes == [])
        let rate =
            inlineScenario
            + "    - {id: z, quantity: 1, instrument: {kind: zero-coupon-bond, maturity: 1y, rate: IR.USD.1Y}}\n"
        let bonds = try ScratchFolder(["s.yaml": rate])
        #expect(try bonds.resolve().notes == [])
        #expect(bonds.complaints(["market.volatilities.IR.USD.1Y=1"]).count == 1)
    }

    @Test("degrees of freedom next to two, where the variance is hardly ever drawn, are noted")
    func rareMoves() throws {
        func notes(_ degrees: String) throws -> [String] {
            let law = "dependence: {kind: student-t, degreesOfFreedom: \(degrees)}\n"
            return try ScratchFolder(["s.yaml": inlineScenario + law]).resolve().notes
        }
        #expect(try notes("2.5") == [])
        #expect(try notes("2.01").first?.hasPrefix("The dependence has 2.01 degrees of freedom: ") == true)
    }

    @Test("only factors that are needed are simulated, exchange rates and nodes of curves among them")
    func neededFactors() throws {
        let yaml =
            inlineScenario
            + "    - {id: c, quantity: 1, currency: EUR, instrument: {kind: zero-coupon-bond, maturity: 2y, rate: 3%}}\n"
        let run = try ScratchFolder(["s.yaml": yaml]).resolve()
        #expect(run.run.market.factors.map(\.id.name) == ["EQ.A", "EQ.B", "FX.EURUSD"])
    }

    @Test("an index beside its only member is no error: the rank says it")
    func semiDefinite() throws {
        let run = try ScratchFolder(["s.yaml": inlineScenario.replacing("is: 0.5", with: "is: 1")]).resolve()
        #expect(run.model.rank == 1)
        #expect(run.model.smallestEigenvalue == 0)
        guard case .cholesky(let factor) = run.run.market.model.root else { return #expect(Bool(false)) }
        #expect(factor.rank == 1)
    }

    @Test("more factors than observations are no error either")
    func fewObservations() throws {
        var columns: [String: [Double]] = [:]
        for index in 0..<6 { columns["EQ.F\(index)"] = (0..<5).map { 100 + Double(($0 * 7 + index * 3) % 11) } }
        let positions = (0..<6).map {
            "    - {id: p\($0), quantity: 1, instrument: {kind: equity, factor: EQ.F\($0)}}"
        }.joined(separator: "\n")
        let folder = try ScratchFolder([
            "s.yaml": scenario("calibration: {window: 4d}", factor: "EQ.F0") + positions + "\n", "h.csv": csv(columns),
        ])
        #expect(try folder.resolve().model.rank == 3)
    }

    @Test("a repair is reported with its eigenvalues, distance and pairs")
    func repair() throws {
        let yaml =
            inlineScenario.replacing(
                "- {between: [EQ.A, EQ.B], is: 0.5}",
                with: "- {between: [EQ.A, EQ.B], is: 1}\n    - {between: [EQ.B, FX.EURUSD], is: 1}"
            ) + "    - {id: c, quantity: 1, instrument: {kind: fx-spot, factor: FX.EURUSD}}\n"
            + "calibration: {repair: {kind: nearest-correlation}}\n"
        let repair = try #require(try ScratchFolder(["s.yaml": yaml]).resolve().model.repair)
        // N. Higham, “Computing the nearest correlation matrix”, IMA J. Numer. Anal. 22, 2002, its 3 × 3 example.
        #expect(abs(repair.distance - 0.5277904635818284) < 1e-7)
        #expect(abs(repair.smallestEigenvalueBefore - (1 - 2.0.squareRoot())) < 1e-12)
        #expect(repair.smallestEigenvalueAfter > -1e-12)
        #expect(abs(repair.moves.map(\.after).max()! - 0.7606898534022838) < 1e-7)
    }

    @Test("a matrix in a file gives correlations, and pairs override it")
    func correlationFile() throws {
        let folder = try ScratchFolder([
            "s.yaml": inlineScenario.replacing("  correlations:", with: "  correlationFile: c.csv\n  correlations:"),
            "c.csv": "factor,EQ.A,EQ.B,FX.EURUSD\nEQ.A,1,0.2,0.3\nEQ.B,0.2,1,0\nFX.EURUSD,0.3,0,1\n",
        ])
        #expect(try folder.resolve().model.correlations == [1, 0.5, 0.5, 1])
        try "factor,EQ.A,EQ.B\nEQ.A,1,0.2\nEQ.B,0.25,1\n".write(
            to: folder.url.appendingPathComponent("c.csv"), atomically: false, encoding: .utf8)
        #expect(folder.complaints().first?.hasPrefix("3:6 the matrix is not symmetric") == true)
    }

    @Test("a list of confidences is a measure each, and every report has the plain ones")
    func measures() throws {
        let yaml = inlineScenario + "measures: [{kind: value-at-risk, confidence: [95%, 99%]}]\n"
        let kinds = try ScratchFolder(["s.yaml": yaml]).resolve().run.run.measures
        #expect(kinds.prefix(2).map { $0.number("confidence") } == [0.95, 0.99])
        #expect(kinds.count == 6)
    }
}

@Suite("A factor model in place of the correlation matrix")
struct FactorModelResolutionTests {
    @Test("as many components as factors are the Gaussian model, in law")
    func complete() throws {
        let folder = try ScratchFolder(["s.yaml": inlineScenario + "dependence: {kind: factor-model, factors: 2}\n"])
        let run = try folder.resolve()
        #expect(run.model.dependence == "Gaussian factor model, 2 components explaining 100.0% of the variance")
        #expect(run.model.smallestEigenvalue == nil)
        #expect(abs(run.model.correlations[1] - 0.5) < 1e-12)
        let known = ValueAtRisk(confidence: 0.99)
        func estimate(_ changes: [String]) throws -> Estimate {
            let run = try folder.resolve("s.yaml", changes).run
            let result = run.profitAndLoss(workers: 2)
            return result.withNode(0) { known.estimate(LossDistribution(profitAndLoss: $0, depth: $0.count / 20)) }
        }
        let model = try estimate([])
        let gaussian = try estimate(["dependence={kind: gaussian}"])
        #expect(abs(model.value - gaussian.value) < 5 * model.standardError)
    }

    @Test("more components than factors are refused")
    func tooMany() throws {
        let folder = try ScratchFolder(["s.yaml": inlineScenario + "dependence: {kind: factor-model, factors: 3}\n"])
        let complaint = "13:43 a factor model of 3 components needs as many risk factors, the portfolio uses 2"
        #expect(folder.complaints() == [complaint])
    }
}
