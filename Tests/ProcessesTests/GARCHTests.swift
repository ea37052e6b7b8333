import Market
import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("GARCH and EWMA paths")
struct GARCHTests {
    private static let daily: [String: Value.Content] = [
        "changes": .text("absolute"), "omega": .number(0.05), "alpha": .number(0.08), "beta": .number(0.9),
        "nextVariance": .number(2),
    ]

    private func garch(_ more: [String: Value.Content] = [:], level: Double = 0, drift: Double = 0) -> GARCH {
        GARCH(ProcessParameters(GARCH.self, level: level, drift: drift, Self.daily.merging(more) { $1 }))
    }

    @Test("two days and a half by hand, with leverage")
    func byHand() {
        let process = garch(["leverage": .number(0.04)], level: 10, drift: 2.52)
        let levels = DailyPaths.levels(process, ends: [1 / 252.0, 2 / 252.0, 2.5 / 252], paths: 1) {
            [[-1, 0.5, 2][$0]]
        }
        let first = 0.01 - 2.0.squareRoot()
        let second = 0.05 + 0.12 * 2 + 0.9 * 2
        let third = 0.05 + 0.08 * 0.25 * second + 0.9 * second
        #expect(abs(levels[0][0] - (10 + first)) < 1e-12)
        #expect(abs(levels[1][0] - (10 + first + 0.01 + 0.5 * second.squareRoot())) < 1e-12)
        let rest = 0.005 + 2 * (third / 2).squareRoot()
        #expect(abs(levels[2][0] - levels[1][0] - rest) < 1e-12)
    }

    @Test("the variance moves at the day's end by the whole day's change")
    func parts() {
        let ends = [0.25, 1, 2].map { $0 / 252 }
        let levels = DailyPaths.levels(garch(), ends: ends, paths: 1) { [[1, -2, 1][$0]] }
        let change = (0.25 * 2).squareRoot() - 2 * (0.75 * 2).squareRoot()
        let next = 0.05 + 0.08 * change * change + 0.9 * 2
        #expect(abs(levels[1][0] - change) < 1e-12)
        #expect(abs(levels[2][0] - change - next.squareRoot()) < 1e-12)
    }

    /// The fourth moment of the sum of n days from a known variance, for a symmetric recursion: Σ E[eₜ⁴] plus six times
    /// Σ E[eₛ²·eₜ²], each from the moments of h one day at a time.
    private func fourthMoment(_ r: VarianceRecursion, next: Double, days: Int, κ: Double) -> Double {
        let q = r.beta * r.beta + 2 * r.beta * r.alpha + κ * r.alpha * r.alpha
        var (first, second) = (next, next * next)
        var sum = 0.0
        for day in 0..<days {
            sum += κ * second
            var product = r.omega * first + (r.alpha * κ + r.beta) * second
            for _ in (day + 1)..<max(days, day + 1) {
                sum += 6 * product
                product = r.omega * first + r.persistence * product
            }
            second = r.omega * r.omega + 2 * r.omega * r.persistence * first + q * second
            first = r.omega + r.persistence * first
        }
        return sum
    }

    @Test("ten days: variance and fourth moment by their closed forms")
    func aggregate() {
        let process = garch()
        let sums = DailyPaths.levels(process, ends: DailyPaths.ends(days: 10), paths: 200_000)[9]
        let fourth = fourthMoment(process.recursion, next: 2, days: 10, κ: 3)
        #expect(fourth > 3.05 * 20.42682017218867 * 20.42682017218867)
        #expect(abs(DailyPaths.score(sums, mean: 0)) < 4)
        #expect(abs(DailyPaths.score(sums.map { $0 * $0 }, mean: 20.42682017218867)) < 4)
        #expect(abs(DailyPaths.score(sums.map { $0 * $0 * $0 * $0 }, mean: fourth)) < 4)
    }

    @Test("the variance of ten days is the same however days are cut", arguments: [0.7, 1.2, 2, 3.1])
    func cutDays(stepsADay: Double) {
        let far = garch(["nextVariance": .number(20), "leverage": .number(0.02)])
        let known = far.recursion.aggregateVariance(next: 20, days: 10)
        // Fewer steps than days are cut by the simulation into more.
        let steps = stepsADay < 1 ? 2 * stepsADay : stepsADay
        let sums = DailyPaths.levels(far, ends: DailyPaths.ends(days: 10, stepsADay: steps), paths: 60_000)
        #expect(abs(DailyPaths.score((sums.last ?? []).map { $0 * $0 }, mean: known)) < 4)
    }

    @Test("Student-t innovations are those of the normal driver's probability", arguments: [2.2, 3, 6.5, 200])
    func studentT(ν: Double) {
        let process = garch([
            "innovations": .text("student-t"), "degreesOfFreedom": .number(ν), "nextVariance": .number(1),
        ])
        #expect(process.needsNormalDriver)
        let student = StudentTDistribution(degreesOfFreedom: ν)
        for z in stride(from: -8.9, through: 8.9, by: 0.0937) {
            let tail = student.quantile(NormalDistribution.standard.cumulative(-abs(z)))
            let known = (z < 0 ? tail : -tail) * student.varianceMatchedScale
            let level = DailyPaths.levels(process, ends: [1 / 252.0], paths: 1) { _ in [z] }[0][0]
            #expect(abs(level - known) <= 1e-8 * abs(known), "\(z)")
        }
    }

    @Test("Student-t paths have the variance of the recursion and heavier tails")
    func studentTVariance() {
        let process = garch(["innovations": .text("student-t"), "degreesOfFreedom": .number(9)])
        let sums = DailyPaths.levels(process, ends: DailyPaths.ends(days: 10), paths: 100_000)[9]
        let fourth = fourthMoment(process.recursion, next: 2, days: 10, κ: process.innovations.kurtosis)
        #expect(abs(DailyPaths.score(sums.map { $0 * $0 }, mean: 20.42682017218867)) < 4)
        #expect(abs(DailyPaths.score(sums.map { $0 * $0 * $0 * $0 }, mean: fourth)) < 4)
    }

    @Test("EWMA expects today's variance for every day")
    func ewma() {
        let process = EWMA(
            ProcessParameters(EWMA.self, level: 0, ["changes": .text("absolute"), "nextVariance": .number(1.5)]))
        let levels = DailyPaths.levels(process, ends: DailyPaths.ends(days: 10), paths: 100_000)
        let last = zip(levels[9], levels[8]).map { ($0 - $1) * ($0 - $1) }
        #expect(abs(DailyPaths.score(last, mean: 1.5)) < 4)
        #expect(abs(DailyPaths.score(levels[9].map { $0 * $0 }, mean: 15)) < 4)
        let plain = EWMA(ProcessParameters(EWMA.self, level: 1, [:]))
        #expect(abs(plain.nextVariance - 0.04 / 252) < 1e-18)
    }

    @Test("problems are told with a way out")
    func problems() {
        func problem(_ changes: [String: Value.Content?]) -> String? {
            var settings: [String: Value.Content] = Self.daily
            for (name, value) in changes { settings[name] = value }
            return GARCH.problem(with: ProcessParameters(GARCH.self, settings))?.setting
        }
        #expect(problem([:]) == nil)
        #expect(problem(["omega": nil]) == "omega")
        #expect(problem(["leverage": .number(-0.1)]) == "leverage")
        #expect(problem(["asymmetry": .text("gjr")]) == "leverage")
        #expect(problem(["innovations": .text("student-t")]) == "degreesOfFreedom")
        #expect(problem(["degreesOfFreedom": .number(5)]) == "degreesOfFreedom")
        #expect(problem(["alpha": .number(0.1), "nextVariance": nil]) == "nextVariance")
        #expect(problem(["alpha": .number(0.1)]) == nil)
        #expect(problem(["omega": .number(0), "nextVariance": nil]) == "omega")
    }
}
