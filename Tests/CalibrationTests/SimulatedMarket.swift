import Foundation
import LinearAlgebra
import Market
import TestSupport

/// A market of Brownian motions observed on calendars of all kinds, to see whether estimates find it again.
struct SimulatedMarket {
    static let volatilities = [0.20, 0.35, 0.25, 0.80, 0.15, 0.30]
    static let loadings = [0.8, 0.7, 0.6, 0.5, 0.7, 0.8]

    static func correlation(_ i: Int, _ j: Int) -> Double { i == j ? 1 : loadings[i] * loadings[j] }

    /// Calendar days from a Monday on, and the levels of each factor on every one of them.
    let dates: [CalendarDate]
    private let logs: [[Double]]

    /// Each calendar day moves every factor by 1/365 of a year's variance, weekends too.
    init(days: Int, seed: UInt64) {
        var numbers = Sequence64(seed: seed)
        func normal() -> Double { (0..<12).reduce(0) { sum, _ in sum + numbers.next() } }
        let start = CalendarDate(iso: "2015-01-05")!
        dates = (0..<days).map { start.adding(days: $0) }
        var logs = Self.volatilities.map { _ in [Double]() }
        var levels = Self.volatilities.map { _ in 4.0 }
        for _ in 0..<days {
            let common = normal()
            for (index, loading) in Self.loadings.enumerated() {
                let own = normal()
                let draw = loading * common + (1 - loading * loading).squareRoot() * own
                levels[index] += Self.volatilities[index] / 365.0.squareRoot() * draw
                logs[index].append(levels[index])
            }
        }
        self.logs = logs
    }

    /// When a factor has a level.
    enum Observation: CaseIterable {
        case share, otherHolidays, everyDay, halted, resumed, monthly, weekly, illiquid, listedLate
    }

    /// - Parameter observations: how each of the first so many factors is observed.
    func history(_ observations: [Observation], seed: UInt64) -> PriceHistory {
        var numbers = Sequence64(seed: seed)
        var levels: [Double] = []
        for (factor, observation) in observations.enumerated() {
            for (day, date) in dates.enumerated() {
                let isWeekday = date.weekday < 5
                let chance = numbers.next() + 0.5
                // About eleven holidays a year.
                let isOpen = isWeekday && chance > 0.035
                let fromEnd = dates.count - 1 - day
                let isSeen =
                    switch observation {
                    case .share, .otherHolidays: isOpen
                    case .everyDay: true
                    case .halted: isOpen && fromEnd > 150
                    case .resumed: isOpen && !(200..<300).contains(fromEnd)
                    case .monthly: date.adding(days: 1).components.day == 1
                    case .weekly: date.weekday == 4
                    case .illiquid: isWeekday && chance > 0.4
                    case .listedLate: isOpen && fromEnd < 500
                    }
                levels.append(isSeen ? exp(logs[factor][day]) : .nan)
            }
        }
        return PriceHistory(
            dates: dates, factors: observations.indices.map { FactorID("EQ.F\($0)")! }, levels: levels)
    }
}
