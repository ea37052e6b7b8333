import Market
import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Two regimes")
struct RegimeSwitchingTests {
    private static let plain: [String: Value.Content] = [
        "calmVolatility": .number(0.12), "stressedVolatility": .number(0.4), "staysCalm": .number(0.97),
        "staysStressed": .number(0.9),
    ]

    private func process(_ more: [String: Value.Content] = [:], level: Double = 100, drift: Double = 0)
        -> RegimeSwitching
    {
        RegimeSwitching(
            ProcessParameters(RegimeSwitching.self, level: level, drift: drift, Self.plain.merging(more) { $1 }))
    }

    private let model = RegimeModel(
        means: SIMD2(0.1, -0.3), deviations: SIMD2(0.8, 2), stays: SIMD2(0.9, 0.7))

    /// All 2ⁿ sequences of states, each with its probability and density.
    @Test("filter and smoother agree with the sum over all sequences of states")
    func sequences() {
        let changes = [0.3, -1.2, 2.7, -3.5, 0.1, 0.4, -0.2, 1.9]
        let n = changes.count
        func density(_ upTo: Int, _ states: Int) -> Double {
            var weight = 1.0
            for day in 0..<upTo {
                let state = states >> day & 1
                if day == 0 {
                    weight *= state == 1 ? 0.25 : 0.75
                } else {
                    let before = states >> (day - 1) & 1
                    weight *= before == state ? model.stays[before] : 1 - model.stays[before]
                }
                weight *= NormalDistribution(mean: model.means[state], standardDeviation: model.deviations[state])
                    .density(changes[day])
            }
            return weight
        }
        let filter = RegimeFilter(changes, model: model)
        let total = (0..<1 << n).reduce(0) { $0 + density(n, $1) }
        #expect(abs(filter.logLikelihood - log(total)) < 1e-12)
        #expect(abs(RegimeFilter.logLikelihood(changes, model: model) - log(total)) < 1e-12)
        let smoothed = filter.smoothed()
        var moves = SIMD2<Double>(0, 0)
        for day in 0..<n {
            let past = 1 << (day + 1)
            let known = (0..<past).reduce(0) { $0 + density(day + 1, $1) }
            let stressed = (0..<past).filter { $0 >> day & 1 == 1 }.reduce(0) { $0 + density(day + 1, $1) }
            #expect(abs(filter.filtered[day] - stressed / known) < 1e-12)
            let whole = (0..<1 << n).filter { $0 >> day & 1 == 1 }.reduce(0) { $0 + density(n, $1) }
            #expect(abs(smoothed.stressed[day] - whole / total) < 1e-12)
            guard day > 0 else { continue }
            for states in 0..<1 << n where states >> day & 1 == 1 {
                moves[states >> (day - 1) & 1] += density(n, states) / total
            }
        }
        #expect(abs(smoothed.toStressed[0] - moves[0]) < 1e-12 && abs(smoothed.toStressed[1] - moves[1]) < 1e-12)
    }

    @Test("moments in the long run")
    func longRun() {
        #expect(abs(model.stationaryStressed - 0.25) < 1e-15)
        #expect(abs(model.mean(stressed: 0.25) - 0) < 1e-15)
        // 0.75·(0.64 + 0.01) + 0.25·(4 + 0.09)
        #expect(abs(model.variance(stressed: 0.25) - 1.51) < 1e-14)
        let fourth = 0.75 * (1e-4 + 6 * 0.01 * 0.64 + 3 * 0.4096) + 0.25 * (0.0081 + 6 * 0.09 * 4 + 48)
        #expect(abs(model.kurtosis - fourth / (1.51 * 1.51)) < 1e-13)
    }

    @Test("paths have the stationary variance and kurtosis on every day")
    func stationary() {
        let levels = DailyPaths.levels(process(level: 1), ends: DailyPaths.ends(days: 20), paths: 100_000)
        let known = RegimeModel(
            means: SIMD2(-0.0072, -0.08) / 252, deviations: SIMD2(0.12, 0.4) / 252.0.squareRoot(),
            stays: SIMD2(0.97, 0.9))
        let share = known.stationaryStressed
        let (centre, variance) = (known.mean(stressed: share), known.variance(stressed: share))
        for day in [1, 19] {
            let squares = zip(levels[day], levels[day - 1]).map { pow(log($0 / $1) - centre, 2) }
            #expect(abs(DailyPaths.score(squares, mean: variance)) < 4)
            #expect(abs(DailyPaths.score(squares.map { $0 * $0 }, mean: known.kurtosis * variance * variance)) < 4)
        }
    }

    @Test("today's probability decides the coming days: variance by the chain", arguments: [1, 1.2, 2])
    func today(stepsADay: Double) {
        let levels = DailyPaths.levels(
            process(["probabilityStressed": .number(1)], level: 1),
            ends: DailyPaths.ends(days: 5, stepsADay: stepsADay), paths: 100_000)
        var (stressed, second, mean) = (1.0, 0.0, 0.0)
        // With equal drifts of 0 the mean of the logarithm is −variance/2, of which its square is a part.
        var means = SIMD2<Double>(0, 0)
        var squares = SIMD2<Double>(0, 0)
        var weights = SIMD2<Double>(0, 1)
        let variances = SIMD2(0.0144, 0.16) / 252
        for _ in 0..<5 {
            func step(_ x: SIMD2<Double>) -> SIMD2<Double> { SIMD2(x[0] * 0.97 + x[1] * 0.1, x[0] * 0.03 + x[1] * 0.9) }
            (weights, means, squares) = (step(weights), step(means), step(squares))
            let m = -0.5 * variances
            squares = squares + 2 * m * means + (variances + m * m) * weights
            means = means + m * weights
        }
        (stressed, second, mean) = (weights[1], squares.sum(), means.sum())
        #expect((0.5...0.8).contains(stressed))
        let logarithms = (levels.last ?? []).map { log($0) }
        #expect(abs(DailyPaths.score(logarithms, mean: mean)) < 4)
        #expect(abs(DailyPaths.score(logarithms.map { $0 * $0 }, mean: second)) < 4)
    }

    @Test("the regimes' own drifts, and the mean they lead to")
    func drifts() throws {
        let own = process(["calmDrift": .number(0.2), "stressedDrift": .number(-0.9)], drift: 0.05)
        #expect(own.drifts == SIMD2(0.2, -0.9))
        let known = try #require(own.expectedLevel(at: 40.5 / 252))
        let levels = DailyPaths.levels(own, ends: DailyPaths.ends(days: 40) + [40.5 / 252], paths: 50_000)
        #expect(abs(DailyPaths.score(levels[40], mean: known)) < 4)
        // Where the drift is stated, it is that of both.
        let stated = process(["calmDrift": .number(0.2), "drift": .number(0.05)], drift: 0.05)
        #expect(stated.drifts == SIMD2(0.05, 0.05))
        #expect(abs(try #require(stated.expectedLevel(at: 2)) - 100 * exp(0.1)) < 1e-9)
    }

    @Test("the driver decides at the start of a day: by hand")
    func byHand() {
        let start = process(["probabilityStressed": .number(0)], level: 1)
        // P(stressed) = 0.03 after calm: w below −1.8808 switches; 0.9 after stress: w below 1.2816 stays.
        let shocks = [[1, -1.88], [1, -1.89], [1, 1.28], [1, 1.29]]
        let levels = DailyPaths.levels(start, ends: DailyPaths.ends(days: 4), paths: 1) { shocks[$0] }
        var before = 1.0
        for (day, volatility) in [0.12, 0.4, 0.4, 0.12].enumerated() {
            let change = -volatility * volatility / 504 + volatility / 252.0.squareRoot()
            #expect(abs(log(levels[day][0] / before) - change) < 1e-12)
            before = levels[day][0]
        }
        #expect(start.furtherDrivers == [.own])
        #expect(process(["regime": .text("equities")]).furtherDrivers == [.shared("equities")])
    }

    @Test("problems are told")
    func problems() {
        func problem(_ more: [String: Value.Content?]) -> String? {
            var settings = Self.plain
            for (name, value) in more { settings[name] = value }
            return RegimeSwitching.problem(with: ProcessParameters(RegimeSwitching.self, settings))?.setting
        }
        #expect(problem([:]) == nil)
        #expect(problem(["staysCalm": nil]) == "staysCalm")
        #expect(problem(["calmVolatility": .number(0.5)]) == "stressedVolatility")
    }

    /// Distances of the estimates to the truth, in standard errors.
    private func recovery(days: Int, seed: UInt64) throws -> [Double?] {
        let truth = process(["calmDrift": .number(0.15), "stressedDrift": .number(-0.3)])
        let fit = try RegimeSwitching.fit(
            DailyPaths.sample(DailyPaths.path(truth, days: days, seed: seed, level: 100)),
            given: Specification(kind: RegimeSwitching.kind))
        return zip(fit.parameters, [0.12, 0.4, 0.15, -0.3, 0.97, 0.9]).map { parameter, value in
            parameter.standardError.map { (parameter.value - value) / $0 }
        }
    }

    @Test("the parameters of simulated data are recovered", arguments: [1, 2] as [UInt64])
    func recovered(seed: UInt64) throws {
        for score in try recovery(days: 2500, seed: seed) { #expect(abs(try #require(score)) < 3) }
    }

    @Test(
        "in at least 95 % of 200 histories every parameter is within 3 standard errors; MARKET_TWIN_SLOW_TESTS=1",
        .enabled(if: DailyPaths.slow))
    func coverage() throws {
        let covered = try (1...200).count { seed in
            try recovery(days: 2500, seed: UInt64(seed)).allSatisfy { abs($0 ?? .infinity) < 3 }
        }
        print("regimes recovered in \(covered) of 200")
        #expect(covered >= 190)
    }

    @Test("the fit of a history: what is given is held, uniforms are uniform, errors are told")
    func fit() throws {
        let levels = DailyPaths.path(process(), days: 1500, seed: 9, level: 100)
        let given = Specification(
            kind: RegimeSwitching.kind, settings: ["drift": .number(0), "staysStressed": .number(0.9)])
        let fit = try RegimeSwitching.fit(DailyPaths.sample(levels), given: given)
        #expect(
            fit.parameters.map(\.name) == RegimeEstimate.Parameter.allCases.map(\.rawValue) + ["probabilityStressed"])
        #expect(fit.parameters.filter { !$0.isSetting }.map(\.name) == ["calmDrift", "stressedDrift"])
        #expect(fit.parameters[3].value == 0 && fit.parameters[5].value == 0.9 && fit.freeParameters == 3)
        #expect(abs(DailyPaths.score(fit.uniforms, mean: 0.5)) < 4)
        #expect((0...1).contains(fit.parameters[6].value))
        // A little more likely than the truth.
        let truth = RegimeModel(
            means: SIMD2(-0.0072, -0.08) / 252, deviations: SIMD2(0.12, 0.4) / 252.0.squareRoot(),
            stays: SIMD2(0.97, 0.9))
        let gain =
            fit.logLikelihood
            - RegimeFilter.logLikelihood(zip(levels, levels.dropFirst()).map { log($1 / $0) }, model: truth)
        #expect((0...10).contains(gain))
        // Four days in five without a price.
        let stale = DailyPaths.sample(levels.indices.map { levels[$0 - $0 % 5] })
        #expect(
            throws: FitError.notConverged("one regime shrinks to days that hardly move, such as days without prices")
        ) { _ = try RegimeSwitching.fit(stale, given: Specification(kind: RegimeSwitching.kind)) }
        #expect(throws: FitError.tooFewMoves(needed: 250, found: 99)) {
            _ = try RegimeSwitching.fit(DailyPaths.sample(Array(levels.prefix(100))), given: given)
        }
    }
}
