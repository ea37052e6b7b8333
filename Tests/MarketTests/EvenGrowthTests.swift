import Market
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

@Suite("Even growth: changes that differ by rounding alone")
struct EvenGrowthTests {
    private func holds(_ levels: [Double], dates: [CalendarDate]? = nil) -> Bool {
        let days = dates ?? levels.indices.map { CalendarDate(dayNumber: Int32($0)) }
        return EvenGrowth.holds(
            from: Array(levels.dropLast()), to: Array(levels.dropFirst()), dates: Array(days.dropFirst()))
    }

    private func cents(_ level: Double) -> Double { (level * 100).rounded() / 100 }

    @Test("deposits grow evenly, however their levels are written")
    func deposits() {
        #expect(holds((0...250).map { 100 + 0.01 * Double($0) }), "the same amount")
        #expect(holds((0...250).map { 100 * pow(1.0001, Double($0)) }), "the same factor")
        #expect(holds((0...250).map { cents(100 * pow(1.0001, Double($0))) }), "in cents")
        #expect(holds((0...250).map { 100 - 0.02 * Double($0) }), "a fee")
        #expect(holds((0...250).map { 100 + ($0 % 7 == 0 ? 1e-9 : 0) }), "a level that flickers by a billionth")
        // Five rows a week, interest by calendar days.
        let weekdays = (0...400).map { CalendarDate(dayNumber: Int32($0)) }.filter { $0.dayNumber % 7 < 5 }
        #expect(holds(weekdays.map { cents(1_000 * exp(0.0001 * Double($0.dayNumber))) }, dates: weekdays))
    }

    @Test("what moves is taken at its word")
    func moving() {
        var random = Noise()
        #expect(!holds((0...250).map { 100 + 0.01 * Double($0) + 0.05 * random.next() }))
        #expect(
            !holds((0...250).map { _ in cents(4.8 + 0.02 * random.next()) }), "a rate that flickers by its last digit")
        #expect(!holds((0...250).map { $0 < 100 ? 4.75 : 5 }), "a rate that was raised")
        #expect(!holds((0...250).map { $0 < 100 ? 4.8 : 4.81 }), "by the last digit, once")
        #expect(!holds([Double](repeating: 7, count: 250)), "a level that never moves has a name of its own")
        #expect(!holds([100, 100.01, 100.02]), "too few to tell")
        #expect(!holds((0...250).map { $0 == 99 ? .nan : 100 + 0.01 * Double($0) }))
        var level = 100.0
        #expect(
            !holds(
                (0...250).map { _ in
                    level += 0.01 * (0.6 + random.next())
                    return cents(level)
                }), "a trend with noise of a few last digits")
    }
}

/// Uniform on (−½, ½), by the linear congruence of Knuth.
private struct Noise {
    private var state: UInt64 = 3

    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / 0x1p53 - 0.5
    }
}
