import MarketTwin
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite("Conditional stress")
struct ConditionalTests {
    private let horizon = 10.0 / 252

    private func outcome(_ rest: String = "") throws -> (StressOutcome, ConditionalOutcome) {
        // The index is not held: it drives the share.
        let report = try StressFolder(linearBook + rest + "stress: [{name: c, conditional: {EQ.I: -20%}}]").report()
        return (report.outcomes[0], try #require(report.outcomes[0].conditional))
    }

    @Test("the mean, what is left and the distance of a normal pair are the regression's")
    func normal() throws {
        let (whole, found) = try outcome()
        let change = log(0.8)
        let share = try #require(found.factors.first { $0.id.name == "EQ.A" })
        let mean = 0.6 * 0.2 / 0.15 * change
        let deviation = 0.2 * (1 - 0.6 * 0.6).squareRoot() * horizon.squareRoot()
        #expect(abs(share.mean - mean) < 1e-12 && abs(share.deviation - deviation) < 1e-12)
        let distance = -change / (0.15 * horizon.squareRoot())
        #expect(abs(found.distance - distance) < 1e-10)
        #expect(abs(found.probability / (2 * NormalDistribution.standard.upper(distance)) - 1) < 1e-8)
        #expect(abs((whole.revaluation?.profitAndLoss ?? 0) - 100_000 * (exp(mean) - 1)) < 1e-6)
        // Gold is independent, so that its variance is all there; the share is log-normal about its conditional mean.
        let gold = 0.3 * horizon.squareRoot()
        let expected =
            100_000 * (exp(mean + deviation * deviation / 2) - 1) + 10_000 * (exp(gold * gold / 2) - 1)
        #expect(abs(found.mean - expected) < 4 * found.standardError)
        #expect(whole.warnings.contains { $0.contains("standard deviations out") })
    }

    @Test("under a Student t the mean stays, and what is left grows with the distance")
    func studentT() throws {
        let ν = 5.0
        let (_, found) = try outcome("dependence: {kind: student-t, degreesOfFreedom: 5}\n")
        let share = try #require(found.factors.first { $0.id.name == "EQ.A" })
        #expect(abs(share.mean - 0.6 * 0.2 / 0.15 * log(0.8)) < 1e-12)
        let d = found.distance
        let growth = (ν - 2 + d * d) / (ν - 1)
        let deviation = 0.2 * ((1 - 0.6 * 0.6) * horizon * growth).squareRoot()
        #expect(abs(share.deviation / deviation - 1) < 1e-12)
        let tail = 2 * StudentTDistribution(degreesOfFreedom: ν).upper(d * (ν / (ν - 2)).squareRoot())
        #expect(abs(found.probability / tail - 1) < 1e-8)
        // Independent in the covariance, yet gold scatters more too: one χ² for all. Its deviation, in money.
        let gold = 0.3 * (horizon * growth).squareRoot() * 10_000
        let shares = share.deviation * 100_000 * exp(share.mean)
        let linear = (gold * gold + shares * shares).squareRoot()
        #expect(abs(found.deviation / linear - 1) < 0.2)
    }

    @Test("a stated factor that is not held counts in the law: its jumps make the moves more than normal")
    func lawOfTheStated() throws {
        let jumps =
            "factors: {EQ.I: {process: {kind: merton-jump-diffusion, jumpIntensity: 2, jumpMean: -5%, jumpVolatility: 5%}}}\n"
        #expect(try outcome().0.notes.allSatisfy { !$0.contains("taken as jointly normal") })
        #expect(
            try outcome(jumps).0.notes.contains {
                $0.contains("taken as jointly normal") && $0.contains("EQ.I follows merton-jump-diffusion")
            })
    }

    @Test("moves that contradict each other, or a factor that cannot move, are refused")
    func impossible() throws {
        let perfect = linearBook.replacing("is: 0.6", with: "is: 1")
        let both = "stress: [{name: c, conditional: {EQ.I: -20%, EQ.A: 10%}}]"
        let complaints = try StressFolder(perfect + both).complaints()
        let first = try #require(complaints.first)
        #expect(
            first.message.contains("cannot make these moves together: EQ.A follows the others perfectly"), "\(first)")
        // ln 0.8 · 20 % / 15 %
        #expect(
            first.hint.contains("−25.73%") || first.hint.contains("+13.53%") || first.hint.contains("7.41%"), "\(first)"
        )
        let rounded = both.replacing("EQ.A: 10%", with: "EQ.A: -25.735%")
        let found = try #require(try StressFolder(perfect + rounded).report().outcomes[0].conditional)
        #expect(abs(found.distance / (-log(0.8) / (0.15 * horizon.squareRoot())) - 1) < 1e-3)
        let still = linearBook.replacing("CM.G: 30%", with: "CM.G: 0%") + "stress: [{name: c, conditional: {CM.G: 5%}}]"
        #expect(try StressFolder(still).complaints().first?.message.contains("CM.G has no volatility") == true)
    }
}
