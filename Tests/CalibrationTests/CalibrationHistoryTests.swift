import Calibration
import Foundation
import LinearAlgebra
import Market
import Settings
import TestSupport
import Testing

@Suite("Changes of factors whose calendars differ")
struct CalibrationHistoryTests {
    let sample = SampleCovariance(Specification(kind: "sample"))
    let repair = NearestCorrelation(Specification(kind: "nearest-correlation"))

    private func calibration(
        _ history: PriceHistory, _ columns: [Int], window: Int = 1000, mayBeShort: Set<FactorID> = []
    ) throws -> HistoricalCalibration {
        let changes = try CalibrationHistory(
            history, columns: columns, conventions: columns.map { _ in .logarithmic }, window: window,
            asOf: history.dates[history.dates.count - 1], mayBeShort: mayBeShort)
        return try HistoricalCalibration(changes, covariance: sample, drift: .zero, repair: repair)
    }

    /// Whatever else a book holds: a coin, a halted share, a monthly fund, a late listing.
    @Test("another factor's calendar never moves a share's volatility, to the last digit")
    func invariance() throws {
        let market = SimulatedMarket(days: 2000, seed: 5)
        let history = market.history([.share, .everyDay, .halted, .monthly, .illiquid, .listedLate], seed: 6)
        let alone = try calibration(history, [0], window: 500).factors[0]
        for others in [[1], [2], [3], [4], [5], [1, 2, 3, 4, 5]] {
            let both = try calibration(history, [0] + others, window: 500, mayBeShort: [id("EQ.F5")])
            #expect(both.factors[0] == alone, "beside \(others)")
        }
    }

    /// All pairs of calendars, several markets: each estimate within five of its standard errors of the truth, and four per
    /// cent for what a year of 252 days leaves of a year's 365.
    @Test("any mixture of calendars of one market finds its volatilities and correlations", arguments: 1...4)
    func mixtures(seed: Int) throws {
        let market = SimulatedMarket(days: 2600, seed: UInt64(seed))
        let kinds = SimulatedMarket.Observation.allCases
        for shift in 0..<kinds.count {
            let mixture = (0..<6).map { kinds[(shift + $0 * (1 + seed % 2)) % kinds.count] }
            let history = market.history(mixture, seed: UInt64(100 * seed + shift))
            let short = Set(mixture.indices.filter { mixture[$0] == .listedLate }.map { id("EQ.F\($0)") })
            let found = try calibration(history, Array(0..<6), mayBeShort: short)
            #expect(found.factors.count == 6)
            for (i, factor) in found.factors.enumerated() {
                let truth = SimulatedMarket.volatilities[i]
                let error = 5 / Double(2 * found.bases[i].changes).squareRoot() + 0.04
                #expect(abs(factor.volatility / truth - 1) < error, "\(mixture[i]) \(seed) \(shift)")
                for j in 0..<i {
                    let truth = SimulatedMarket.correlation(i, j)
                    let fewest = Double(min(found.bases[i].changes, found.bases[j].changes))
                    // A weekly and a monthly level meet on the same days of the month only.
                    let common = [mixture[i], mixture[j]].contains(.monthly) ? min(fewest, 45) : 0.5 * fewest
                    let error = 5 * (1 - truth * truth) / common.squareRoot()
                    #expect(
                        abs(found.correlation[i, j] - truth) < error, "\(mixture[i]) \(mixture[j]) \(seed) \(shift)")
                }
            }
            _ = try CholeskyFactor(repair.repair(found.correlation).matrix)
        }
    }

    @Test("a halted share keeps its own window, and the others theirs")
    func halted() throws {
        let market = SimulatedMarket(days: 1500, seed: 9)
        let history = market.history([.share, .share, .halted], seed: 1)
        let found = try calibration(history, [0, 1, 2], window: 250)
        #expect(found.bases.map(\.changes) == [250, 250, 250])
        let last = history.dates[history.dates.count - 1]
        #expect(last.days(since: found.bases[0].to) < 5 && last.days(since: found.bases[2].to) > 140)
        let old = try #require(found.issues.first { $0.rule == "old-changes" })
        #expect(old.severity == .warning && old.factor == id("EQ.F2"))
        #expect(found.issues.contains { $0.rule == "own-days" && $0.factor == id("EQ.F2") })
    }

    @Test("a change over a hole counts by its length")
    func hole() throws {
        var dates: [CalendarDate] = []
        var day = date("2024-01-01")
        while dates.count < 60 {
            if day.weekday < 5 { dates.append(day) }
            day = day.adding(days: 1)
        }
        // Twenty business days without rows, over which it moves by 20 percent.
        let kept = Array(dates[..<20]) + Array(dates[40...])
        var level = 100.0
        let levels = kept.indices.map { index -> Double in
            level *= index == 20 ? 1.2 : index % 2 == 0 ? 1.01 : 1 / 1.01
            return level
        }
        let history = PriceHistory(dates: kept, factors: [id("EQ.A")], levels: levels)
        let found = try calibration(history, [0], window: 59)
        #expect(found.bases[0].changes == 39)
        let issue = try #require(found.issues.first { $0.rule == "hole" })
        #expect(issue.severity == .warning && issue.date == dates[19])
        #expect(issue.message.contains("as 21 usual changes"))
        // √252 times the deviation of 38 changes of 1 % and one of 20 %/√21.
        #expect(found.factors[0].volatility > 0.17 && found.factors[0].volatility < 0.21)
    }

    @Test("pairs without days in common are uncorrelated, and that is a warning")
    func strangers() throws {
        let market = SimulatedMarket(days: 1200, seed: 3)
        var history = market.history([.share, .share], seed: 1)
        for row in history.dates.indices { history[factor: row < 600 ? 1 : 0, date: row] = .nan }
        let found = try calibration(history, [0, 1], window: 200)
        #expect(found.correlation[0, 1] == 0)
        #expect(found.issues.contains { $0.rule == "few-common-changes" && $0.severity == .warning })
    }

    @Test("correlations that contradict each other, pair by pair, are repaired and reported")
    func pairwiseRepair() throws {
        // Three factors of which each two were seen in another year: 0.9, 0.9 and −0.9.
        var numbers = Sequence64(seed: 4)
        let first = date("2020-01-06")
        var dates: [CalendarDate] = []
        var levels: [[Double]] = [[], [], []]
        var logs = [0.0, 0, 0]
        for day in 0..<1095 {
            let today = first.adding(days: day)
            guard today.weekday < 5 else { continue }
            dates.append(today)
            let year = min(day / 365, 2)
            let common = numbers.next()
            let pair = [(0, 1, 1.0), (1, 2, 1), (0, 2, -1)][year]
            for factor in 0..<3 {
                let sign = factor == pair.1 ? pair.2 : 1
                logs[factor] += 0.03 * (sign * common + 0.2 * numbers.next())
                levels[factor].append(factor == pair.0 || factor == pair.1 ? 100 * exp(logs[factor]) : .nan)
            }
        }
        let history = PriceHistory(
            dates: dates, factors: ["EQ.A", "EQ.B", "EQ.C"].map(id), levels: levels.flatMap(\.self))
        let found = try calibration(history, [0, 1, 2], window: 200)
        #expect(found.issues.contains { $0.rule == "pairwise-correlations" })
        #expect(try SymmetricEigen.values(of: found.correlation)[0] > -1e-10)
    }

    @Test("two changes leave a volatility unknown by 71 per cent, and that is said")
    func fewChanges() throws {
        let history = SimulatedMarket(days: 100, seed: 2).history([.share], seed: 1)
        let found = try calibration(history, [0], window: 2)
        let issue = try #require(found.issues.first { $0.rule == "few-changes" })
        #expect(issue.severity == .warning && issue.message.contains("2 changes") && issue.message.contains("71%"))
        #expect(!(try calibration(history, [0], window: 60)).issues.contains { $0.rule == "few-changes" })
    }

    @Test(
        "levels that grow evenly are constant changes, however they are rounded",
        arguments: [nil, 4, 6] as [Int?])
    func steadyGrowth(decimals: Int?) throws {
        let scale = decimals.map { pow(10, Double($0)) }
        var history = SimulatedMarket(days: 900, seed: 8).history([.share, .share], seed: 1)
        var level = 100.0
        for row in history.dates.indices where history[factor: 1, date: row].isFinite {
            level *= 1.0001
            history[factor: 1, date: row] = scale.map { (level * $0).rounded() / $0 } ?? level
        }
        let found = try calibration(history, [0, 1], window: 500)
        #expect(found.factors[1].volatility == 0 && found.correlation[0, 1] == 0)
        #expect(found.issues.contains { $0.rule == "constant" && $0.factor == id("EQ.F1") })
        #expect(!found.issues.contains { $0.rule == "constant" && $0.factor == id("EQ.F0") })
    }

    @Test("a level that moves tick by tick does not grow evenly")
    func ticks() throws {
        var history = SimulatedMarket(days: 900, seed: 8).history([.share], seed: 1)
        var numbers = Sequence64(seed: 7)
        var ticks = 1000.0
        for row in history.dates.indices where history[factor: 0, date: row].isFinite {
            ticks += (3 * numbers.next()).rounded()
            history[factor: 0, date: row] = ticks / 10
        }
        #expect(try calibration(history, [0], window: 500).factors[0].volatility > 0)
    }

    @Test("a proxy's beta and residual are those of the least squares")
    func proxy() throws {
        let market = SimulatedMarket(days: 1500, seed: 12)
        let history = market.history([.share, .listedLate], seed: 3)
        let fit = try #require(
            ProxyRegression(
                history, factor: 1, follows: 0, convention: .logarithmic, window: 1000,
                asOf: history.dates[history.dates.count - 1], beta: nil))
        let truth = SimulatedMarket.correlation(0, 1) * 0.35 / 0.20
        let error = try #require(fit.betaError)
        #expect(abs(fit.beta - truth) < 4 * error)
        let residual = 0.35 * (1 - pow(SimulatedMarket.correlation(0, 1), 2)).squareRoot()
        #expect(abs(fit.residual / residual - 1) < 4 / Double(2 * fit.changes).squareRoot() + 0.03)
    }

    @Test("a factor that follows another by a day is found, and one that moves with it is not")
    func delays() throws {
        let market = SimulatedMarket(days: 1500, seed: 21)
        var history = market.history([.share, .share], seed: 3)
        let rows = history.dates.indices.filter { history[factor: 0, date: $0].isFinite }
        let changes = try CalibrationHistory(
            history, columns: [0, 1], conventions: [.logarithmic, .logarithmic], window: 500,
            asOf: history.dates[history.dates.count - 1])
        #expect(changes.delayedPairs.isEmpty)
        for (earlier, row) in zip(rows, rows.dropFirst()) {
            history[factor: 1, date: row] = pow(history[factor: 0, date: earlier], 1.2)
        }
        let late = try CalibrationHistory(
            history, columns: [0, 1], conventions: [.logarithmic, .logarithmic], window: 500,
            asOf: history.dates[history.dates.count - 1])
        let pair = try #require(late.delayedPairs.first)
        #expect(pair.leader == id("EQ.F0") && pair.follower == id("EQ.F1") && pair.delayed > 0.8)
    }
}
