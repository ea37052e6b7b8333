import Market
import Processes
import Settings
import Testing

/// Histories that do not tell what a process asks for: the bound is the answer and said, or the fit is refused in words.
@Suite("Fits at their bounds, flat and degenerate likelihoods")
struct DegenerateHistoryTests {
    /// Independent normal changes of 20 % a year.
    private static func quietless(days: Int = 500, seed: UInt64) -> [Double] {
        let process = GeometricBrownianMotion(
            ProcessParameters(GeometricBrownianMotion.self, ["volatility": .number(0.2)]))
        return DailyPaths.path(process, days: days, seed: seed, level: 100)
    }

    /// A share that trades one day in ten.
    private static func rarelyTraded(seed: UInt64) -> [Double] {
        let levels = quietless(days: 60, seed: seed)
        return (0...520).map { levels[$0 / 10] }
    }

    private static func fit(
        _ type: any AssetProcess.Type, _ levels: [Double], _ given: [String: Value.Content] = [:]
    ) throws -> ProcessFit {
        try type.fit(DailyPaths.sample(levels), given: Specification(kind: type.kind, settings: given))
    }

    @Test("Student-t GARCH where nine of ten changes are zero has no maximum", arguments: 1...3 as ClosedRange<UInt64>)
    func rareTrades(seed: UInt64) throws {
        let levels = Self.rarelyTraded(seed: seed)
        let refusal = #expect(throws: FitError.self) {
            try Self.fit(GARCH.self, levels, ["innovations": .text("student-t")])
        }
        #expect(
            refusal?.description.contains("468 of its 520 changes are zero") == true, "\(String(describing: refusal))")
        // Normal innovations know no peak: the volatility is that of the changes.
        let normal = try Self.fit(GARCH.self, levels)
        let mean = normal.volatilities.reduce(0) { $0 + $1 * $1 } / Double(normal.volatilities.count)
        #expect(abs(mean.squareRoot() / 0.2 - (0.1 as Double).squareRoot()) < 0.15)
    }

    @Test("a single fall moves no variance: alpha at its bound, said with what it means")
    func singleFall() throws {
        var levels = Self.quietless(days: 520, seed: 9)
        for day in 516...520 { levels[day] *= 0.7 }
        let fit = try Self.fit(GARCH.self, levels)
        let alpha = try #require(fit.parameters.first { $0.name == "alpha" })
        #expect(alpha.value < 0.01)
        #expect(fit.remarks.contains { $0.rule == .atBound && $0.words.contains("alpha ends at its bound 0") })
    }

    @Test("without jumps there are none, and most of six histories end at that bound")
    func noJumps() throws {
        var ended = 0
        for seed in 1...6 as ClosedRange<UInt64> {
            let levels = Self.quietless(days: 600, seed: seed)
            let fit = try Self.fit(MertonJumpDiffusion.self, levels)
            let volatility = try #require(fit.volatilities.first)
            #expect(abs(volatility / 0.2 - 1) < 0.12, "\(volatility)")
            let intensity = try #require(fit.parameters.first { $0.name == "jumpIntensity" })
            if intensity.value == 0 {
                ended += 1
                #expect(fit.remarks.contains { $0.words.contains("no jumps") })
                // 1/√(2n) of it, as for any normal sample.
                let error = try #require(fit.parameters[0].standardError)
                #expect(abs(error / fit.parameters[0].value * (1_200 as Double).squareRoot() - 1) < 1e-9)
            }
            // What is held is not given up.
            let held = try Self.fit(MertonJumpDiffusion.self, levels, ["jumpIntensity": .number(10)])
            #expect(held.parameters.first { $0.name == "jumpIntensity" }?.value == 10)
        }
        #expect(ended >= 3, "\(ended)")
    }

    @Test("a walk returns to no mean, and one normal law is no two regimes")
    func oneLaw() throws {
        let levels = Self.quietless(days: 600, seed: 4)
        let regimes = try Self.fit(RegimeSwitching.self, levels)
        #expect(regimes.remarks.contains { $0.rule == .flat && $0.words.contains("one normal law") })
        let rising = (0...300).map { Double($0 * $0) + 50 * Double($0 % 3) }
        let walk = try Self.fit(OrnsteinUhlenbeck.self, rising)
        #expect(walk.parameters.first { $0.name == "meanReversion" }?.value == 0)
        #expect(walk.remarks == [FitRemark(.atBound, try #require(walk.remarks.first).words)])
        #expect(try #require(walk.remarks.first).words.contains("no reversion"))
    }

    /// All that have settings of their own.
    private static let processes: [any AssetProcess.Type] = [
        MertonJumpDiffusion.self, VarianceGamma.self, Heston.self, Bates.self, GARCH.self, EWMA.self,
        RegimeSwitching.self, OrnsteinUhlenbeck.self, Vasicek.self, CoxIngersollRoss.self, HullWhite.self,
        Schwartz.self,
    ]
    static let fitted = processes.map { type in type.kind }
    static let histories = ["still", "one move", "two values", "rare trades", "normal", "one fall", "huge fall"]

    private static func history(_ name: String) -> [Double] {
        switch name {
        case "still": return [Double](repeating: 5, count: 501)
        case "one move": return (0...500).map { $0 < 250 ? 5 : 5.5 }
        case "two values": return (0...500).map { $0 % 2 == 0 ? 5 : 5.01 }
        case "rare trades": return rarelyTraded(seed: 2)
        case "one fall": return quietless(seed: 3).enumerated().map { $0.offset < 480 ? $0.element : 0.6 * $0.element }
        case "huge fall":
            return quietless(seed: 3).enumerated().map { $0.offset < 480 ? $0.element : 1e-6 * $0.element }
        default: return quietless(seed: 5)
        }
    }

    /// Whatever the history: finite figures of the right size, or a refusal that says what of the history is in the way.
    @Test("every process on histories that tell little", arguments: fitted, histories)
    func anyProcess(kind: String, history: String) throws {
        let type = try #require(Self.processes.first { $0.kind == kind })
        let levels = Self.history(history)
        var sample = DailyPaths.sample(levels)
        if kind == "hull-white" {
            sample = FactorSample(
                factor: try #require(FactorID("IR.USD.5Y")), from: sample.from, to: sample.to, dates: sample.dates)
        }
        let changes = sample.changes(type.change)
        let fit: ProcessFit
        do { fit = try type.fit(sample, given: Specification(kind: kind)).judged(by: changes, today: nil) } catch {
            // A refusal is about the history, and one of ordinary changes is none.
            #expect(!error.description.contains("no minimum found"), "\(kind) on \(history): \(error)")
            #expect(
                error.description.count > 20 && !error.description.contains("nan"), "\(kind) on \(history): \(error)")
            #expect(history != "normal", "\(kind): \(error)")
            return
        }
        #expect(fit.parameters.allSatisfy { $0.value.isFinite && ($0.standardError ?? 0) >= 0 })
        let square = changes.reduce(0) { $0 + $1 * $1 } / Double(changes.count) * 252
        let mean = fit.volatilities.reduce(0) { $0 + $1 * $1 } / Double(max(fit.volatilities.count, 1))
        let ratio = (mean / square).squareRoot()
        #expect(ratio > 0.7 && ratio < 1.4 || !fit.remarks.isEmpty, "\(kind) on \(history): \(ratio), nothing said")
    }

    @Test("volatilities that have nothing to do with the changes are refused, and said where they are off")
    func plausibility() throws {
        var fit = try Self.fit(GARCH.self, Self.quietless(seed: 8))
        let changes = DailyPaths.sample(Self.quietless(seed: 8)).changes(.logarithmic)
        #expect(try fit.judged(by: changes, today: 0.2).remarks == fit.remarks)
        #expect(try fit.judged(by: changes, today: 0.03).remarks.last?.rule == .volatility)
        let refusal = #expect(throws: FitError.self) { try fit.judged(by: changes, today: 0.002) }
        #expect(refusal?.description.contains("times that of the 500 changes") == true)
        fit.volatilities = fit.volatilities.map { 3 * $0 }
        #expect(throws: FitError.self) { try fit.judged(by: changes, today: 0.2) }
    }
}
