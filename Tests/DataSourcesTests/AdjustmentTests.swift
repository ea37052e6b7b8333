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

    @Test("a ratio that levels do not show is refused: turned round, on another day, or of levels adjusted already")
    func contradicted() throws {
        func issues(_ value: String, _ date: CalendarDate, _ text: String? = nil) throws -> [Settings.Issue] {
            let split = try Adjustment(.split, of: "EQ.A", on: date, value: value)
            return try AdjustedTables([priceTable(text ?? table)], [split]).issues
        }
        let turned = try issues("1:2", "2024-01-04")
        #expect(
            turned.map(\.message) == [
                "EQ.A goes from 102 to 50 on 2024-01-04, and the split says that levels before are multiplied by 2"
            ])
        #expect(turned.first?.hint == "turn the ratio round")
        let late = try issues("2:1", "2024-01-05")
        #expect(late.count == 1 && late[0].hint == "is it the day of the new levels, or were these adjusted already?")
        #expect(try issues("4:1", "2024-01-04").count == 1)
        #expect(try issues("2:1", "2024-01-04").isEmpty)
        // A day without a level is none of the two, and a move of the market is not the ratio.
        #expect(try issues("2:1", "2024-01-04", table.replacing("2024-01-04,50", with: "2024-01-04,")).isEmpty)
        #expect(try issues("2:1", "2024-01-04", table.replacing("2024-01-04,50", with: "2024-01-04,40")).isEmpty)
        // Nor is a dividend of nine tenths that no level shows.
        let dividend = try Adjustment(.dividend, of: "EQ.A", on: "2024-01-03", value: "90")
        #expect(try AdjustedTables([priceTable(table)], [dividend]).issues.count == 1)
        // Two of one day are one ratio.
        let both = try [
            Adjustment(.unit, of: "EQ.A", on: "2024-01-04", value: "1:100"),
            Adjustment(.split, of: "EQ.A", on: "2024-01-04", value: "1:50"),
        ]
        #expect(try AdjustedTables([priceTable(table)], both).issues.isEmpty)
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
