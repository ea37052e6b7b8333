import Instruments
import Market
import Settings
import Testing

@Suite("The layout of a market")
struct MarketLayoutTests {
    private let layout = MarketLayout(
        factors: ["EQ.A", "IR.USD.5Y", "IR.USD.6M", "VOL.A.3M", "VOL.A"].compactMap { FactorID($0) },
        observationTimes: [0.01, 0.04])

    @Test("rows are counted observation by observation")
    func rows() throws {
        let factor = try #require(FactorID("IR.USD.6M"))
        #expect(layout.row(factor) == 7)
        #expect(layout.row(factor, at: 0.01) == 2)
        #expect(layout.today.row(factor) == 2)
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
        #expect(middle.terms == [.init(row: 7, weight: 0.5), .init(row: 6, weight: 0.5)])
        #expect(layout.blend(.curve("IR.USD"), tenor: 0.1).bare == 7)
        #expect(layout.blend(.curve("IR.USD"), tenor: 0.5).bare == 7)
        #expect(layout.blend(.curve("IR.USD"), tenor: 5).bare == 6)
        #expect(layout.blend(.curve("IR.USD"), tenor: 9).bare == 6)
        #expect(layout.blend(.number(0.02), tenor: 1).fixed == 0.02)
    }
}
