import MarketTwin
import TestSupport
import Testing

/// Positions as brokers export them.
@Suite("Imported positions")
struct PositionImportTests {
    private let export = brokerExport + ",,,,,,,,\n"

    @Test("lots are added, brackets are short, and the total is what the rows add up to")
    func broker() throws {
        let made = try Imported("broker.csv", export)
        #expect(
            made.positions == """
                id,book,kind,quantity,currency,factor
                AAA,U000,equity,1500.0,USD,EQ.AAA
                BBB,U000,equity,-50.0,USD,EQ.BBB

                """)
        for note in [
            "changed: lots of AAA are added to one position (row 3)",
            "changed: a quantity in brackets is short (row 4)",
            "changed: marks between thousands are left out (row 2)", "left out: a total (row 5)",
            "left out: the column “Description” says nothing here", "left out: 1 blank row",
            "took: every row of the total 250750.0: the values taken add up to it",
        ] { #expect(made.notes.contains(note), "\(note) in \(made.notes)") }
        #expect(!made.notes.contains { $0.hasPrefix("warning") })
        #expect(made.report.scenario.contains("\"EQ.AAA\": 180.5"))
        #expect(made.report.scenario.contains("baseCurrency: USD\n"))
    }

    @Test("a total that the rows do not add up to is a warning, as a value that is not quantity times price")
    func total() throws {
        let total = try Imported("broker.csv", export.replacing("250,750", with: "250,751"))
        let warnings = total.notes.filter { $0.hasPrefix("warning") }
        #expect(
            warnings == [
                "warning: the values of the rows above add up to 250750.0, not to the total 250751.0 (row 5)"
            ])
        let pence = try Imported(
            "pence.csv", "Symbol,Quantity,Currency,Price,Market Value\nVOD,1000,GBP,72.5,725\n")
        #expect(pence.notes.contains { $0.hasPrefix("warning: quantity times price is a hundred times the value") })
    }

    @Test("what needs terms, has no side or is no currency is refused, all at once")
    func refused() throws {
        let text = """
            Symbol,Type,Side,Quantity,Currency
            AAA,OPT,long,10,USD
            BBB,STK,flat,10,USD
            CCC,STK,long,ten,USD
            DDD,STK,long,10,USDD

            """
        #expect(
            try Imported.complaints("p.csv", text) == [
                "2:5 “OPT” of AAA is no share and no cash: its terms are not in the file",
                "3:9 “flat” is no side of a quantity of 10.0", "4:14 “ten” is no quantity",
                "5:17 “USDD” is no currency",
            ])
    }

    @Test("short by a column, a multiplier, cash, and what is held no more")
    func sides() throws {
        let made = try Imported(
            "p.csv",
            """
            Symbol,Type,Side,Quantity,Mult,Currency
            AAA,STK,short,10,5,USD
            BBB,STK,long,0,1,USD
            USD,Cash,,2500,1,USD

            """)
        #expect(
            made.positions == """
                id,kind,quantity,currency,factor
                AAA,equity,-50.0,USD,EQ.AAA
                USD,cash,2500.0,USD,

                """)
        #expect(made.notes.contains("left out: nothing is held any more (row 3)"))
        #expect(made.notes.contains("changed: quantities are multiplied by the column “Mult” (row 2)"))
    }

    @Test("a share that is held in two currencies is refused")
    func currencies() throws {
        let text = "Symbol,Quantity,Currency\nAAA,10,USD\nAAA,10,EUR\n"
        #expect(try Imported.complaints("p.csv", text).contains { $0.hasSuffix("EQ.AAA is held in EUR and USD") })
    }
}
