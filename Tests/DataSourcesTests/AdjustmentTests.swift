import DataSources
import Market
import Settings
import TestSupport
import Testing

@Suite("Adjustments of a history")
struct AdjustmentTests {
    private let table = """
        date,EQ.A,EQ.B
        2024-01-02,100,10
        2024-01-03,102,11
        2024-01-04,50,12
        2024-01-05,49,13

        """

    private func adjusted(_ kind: Adjustment.Kind, _ value: String, _ date: CalendarDate = "2024-01-04") throws
        -> [Double]
    {
        let adjustment = try Adjustment(kind, of: "EQ.A", on: date, value: value)
        let tables = try AdjustedTables([priceTable(table)], [adjustment]).tables
        return (0..<4).map { tables[0][$0, 0] }
    }

    @Test("earlier levels are put in terms of later ones")
    func kinds() throws {
        #expect(try adjusted(.split, "2:1") == [50, 51, 50, 49])
        #expect(try adjusted(.split, "2") == [50, 51, 50, 49])
        #expect(try adjusted(.unit, "1:2") == [50, 51, 50, 49])
        let shares = try adjusted(.shareDividend, "25%")
        #expect(shares[0] == 80 && abs(shares[1] - 81.6) < 1e-12 && shares[2] == 50)
        // The price of the day before falls by the amount: 102 becomes 100.
        let dividend = try adjusted(.dividend, "2")
        #expect(abs(dividend[1] - 100) < 1e-12 && abs(dividend[0] - 100 * 100 / 102) < 1e-12 && dividend[2] == 50)
    }

    @Test("a dividend is a share of the level as it was quoted, whatever is split later")
    func order() throws {
        let both = try [
            Adjustment(.dividend, of: "EQ.A", on: "2024-01-03", value: "5"),
            Adjustment(.split, of: "EQ.A", on: "2024-01-04", value: "2:1"),
        ]
        let tables = try AdjustedTables([priceTable(table)], both).tables
        #expect(abs(tables[0][0, 0] - 100 * 0.95 / 2) < 1e-12 && tables[0][1, 0] == 51)
    }

    @Test("what comes into force after the valuation date changes no level, and is said")
    func future() throws {
        let split = try Adjustment(.split, of: "EQ.A", on: "2024-01-04", value: "2:1")
        let before = try AdjustedTables([priceTable(table)], [split], asOf: "2024-01-03")
        #expect((0..<4).map { before.tables[0][$0, 0] } == [100, 102, 50, 49])
        #expect(before.notes.map(\.message) == ["not in force on 2024-01-03, so no level is changed"])
        #expect(try AdjustedTables([priceTable(table)], [split], asOf: "2024-01-04").tables[0][1, 0] == 51)
    }

    @Test("what cannot be is said with its place")
    func mistakes() throws {
        let folder = try ScratchFolder([
            "a.csv":
                "date,factor,kind,value\n2024-01-04,EQ.A,split,four\nJan 4,EQ.A,split,4:1\n2024-01-04,EQ.A,spilt,4:1\n"
        ])
        let error = #expect(throws: Issues.self) { try AdjustmentFile(path: folder.path("a.csv")) }
        #expect(
            error?.all.map(\.line) == [
                "2:23: “four” is no value of a split", "3:1: “Jan 4” is no date", "4:17: unknown adjustment “spilt”",
            ])
        #expect(error?.all.last?.hint == "did you mean “split”?")
        let idle = try [
            Adjustment(.split, of: "EQ.C", on: "2024-01-04", value: "2"),
            Adjustment(.split, of: "EQ.A", on: "2024-01-02", value: "2"),
            Adjustment(.dividend, of: "EQ.A", on: "2024-01-03", value: "120"),
        ]
        #expect(try AdjustedTables([priceTable(table)], idle).issues.count == 3)
    }
}
