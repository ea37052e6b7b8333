import Instruments
import Market
import Settings
import Testing

@Suite("The layout of a market")
struct MarketLayoutTests {
    private let layout = MarketLayout(
        factors: ["EQ.A", "IR.USD.5Y", "IR.USD.6M", "VOL.A.3M", "VOL.A"].compactMap { FactorID($0) },
        observationTimes: [0.01, 0.02, 0.04],
        fixings: ["VOL.A", "IR.USD.6M"].compactMap { FactorID($0).map { Fixing($0, at: 0.02) } }
            + ["IR.USD.6M"].flatMap { id in
                [0.01, 0.01 + 1e-12, 0.04, 0.7].compactMap { time in FactorID(id).map { Fixing($0, at: time) } }
            })

    @Test("the factors have the first rows, and each fixing before the time of valuation one more")
    func rows() throws {
        let factor = try #require(FactorID("IR.USD.6M"))
        #expect(layout.rowCount == 8)
        #expect(layout.row(factor) == 2)
        #expect(layout.row(factor, at: 0.01) == 5)
        #expect(layout.row(factor, at: 0.02) == 6)
        #expect(layout.row(factor, at: 0.04) == 2)
        #expect(layout.row(try #require(FactorID("VOL.A")), at: 0.02 - 1e-12) == 7)
        #expect(layout.rows(of: 2) == [2, 5, 6])
        #expect(layout.rows(of: 0) == [0])
        #expect(layout.rows.map(\.factor) == [0, 1, 2, 3, 4, 2, 2, 4])
        #expect(layout.today.row(factor) == 2)
        #expect(layout.today.rowCount == 5)
    }

    @Test("curves are the factors whose last part is a tenor, shortest first")
    func curves() {
        #expect(layout.curves["IR.USD"]?.map(\.tenor) == [0.5, 5])
        #expect(layout.curves["VOL.A"]?.map(\.tenor) == [0.25])
        #expect(layout.curves.count == 2)
    }

    @Test("a curve between two nodes is their weighted mean, and beyond them the nearer one")
    func blend() {
        let middle = layout.blend(.curve("IR.USD"), tenor: 2.75)
        #expect(middle.terms == [.init(row: 2, weight: 0.5), .init(row: 1, weight: 0.5)])
        #expect(layout.blend(.curve("IR.USD"), tenor: 0.1).bare == 2)
        #expect(layout.blend(.curve("IR.USD"), tenor: 0.5).bare == 2)
        #expect(layout.blend(.curve("IR.USD"), tenor: 5).bare == 1)
        #expect(layout.blend(.curve("IR.USD"), tenor: 9).bare == 1)
        #expect(layout.blend(.number(0.02), tenor: 1).fixed == 0.02)
    }
}
