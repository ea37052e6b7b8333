import Market
import Testing

@Suite("Price histories")
struct PriceHistoryTests {
    private static let first = CalendarDate(iso: "2022-01-03") ?? CalendarDate(dayNumber: 0)

    /// Two factors on the first, third and fourth day.
    private func history() throws -> PriceHistory {
        let factors = try ["EQ.A", "EQ.B"].map { try #require(FactorID($0)) }
        let dates = [0, 2, 3].map { Self.first.adding(days: $0) }
        return PriceHistory(dates: dates, factors: factors, levels: [1, 2, 3, 10, 20, 30])
    }

    @Test(
        "the last date on or before a day",
        arguments: [(-1, nil), (0, 0), (1, 0), (2, 1), (3, 2), (400, 2)] as [(Int, Int?)])
    func onOrBefore(days: Int, index: Int?) throws {
        #expect(try history().index(onOrBefore: Self.first.adding(days: days)) == index)
        #expect(PriceHistory.empty.index(onOrBefore: Self.first) == nil)
    }

    @Test("columns lie one after another")
    func columns() throws {
        var history = try history()
        #expect(Array(history.column(1)) == [10, 20, 30])
        #expect(history[factor: 0, date: 2] == 3)
        history[factor: 1, date: 0] = 11
        #expect(history.levels == [1, 2, 3, 11, 20, 30])
        #expect(history.index(of: try #require(FactorID("EQ.B"))) == 1)
        #expect(history.index(of: try #require(FactorID("EQ.C"))) == nil)
    }

    @Test("a slice keeps the order asked for")
    func slice() throws {
        let slice = try history().slice(factors: [1, 0], dates: 1..<3)
        #expect(slice.factors.map(\.name) == ["EQ.B", "EQ.A"])
        #expect(slice.levels == [20, 30, 2, 3])
        #expect(slice.dates == [2, 3].map { Self.first.adding(days: $0) })
    }
}
