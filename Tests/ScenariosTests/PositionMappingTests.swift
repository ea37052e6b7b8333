import MarketTwin
import TestSupport
import Testing

/// Positions as brokers export them.
@Suite("Mapped positions")
struct PositionMappingTests {
    private func folder(_ file: String, _ mapping: String) throws -> ScratchFolder {
        let yaml = """
            version: 1
            title: A broker's export
            asOf: 2024-06-28
            market:
              levels: {EQ.AAA: 180.5, EQ.BBB: 400}
              volatilities: {EQ.AAA: 25%, EQ.BBB: 22%}
            portfolio:
              file: export.csv
              mapping:
            \(mapping.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
            """
        return try ScratchFolder(["s.yaml": yaml, "export.csv": file])
    }

    private let mapping = """
        columns: {id: "{Symbol}", book: "{Account}", kind: "{Asset Class}", factor: "EQ.{Symbol}", quantity: "{Quantity}", currency: "{Currency}"}
        kinds: {STK: equity}
        skip: {Account: Total}
        multiplier: Mult
        thousands: comma
        brackets: true
        lots: add
        """

    @Test("thousands, brackets, lots and a line of totals come to what the broker says they are worth")
    func broker() throws {
        let run = try folder(brokerExport, mapping).resolve()
        #expect(run.run.valuesToday[0] == 250_750)
        #expect(run.run.run.positions.map(\.quantity) == [1_500, -50])
        #expect(run.notes.contains { $0.hasSuffix("1 row is left out, where Account is Total.") })
        #expect(run.notes.contains("2 rows of AAA are one position of 1500.0."))
        let futures = brokerExport.replacing("300,1,", with: "300,10,")
        #expect(try folder(futures, mapping).resolve().run.run.positions[0].quantity == 4_200)
    }

    @Test("a file with our columns needs no more than how its figures are written")
    func tidied() throws {
        let tidied = """
            id,book,kind,quantity,factor,isin
            AAA,Cash,equity,"1,200",EQ.AAA,XX0000000001
            AAA,Cash,equity,300,EQ.AAA,XX0000000001
            BBB,Cash,equity,(50),EQ.BBB,XX0000000002
            ,,,,,

            """
        let format = "thousands: comma\nbrackets: true\nlots: add\nignore: [isin]"
        #expect(try folder(tidied, format).resolve().run.valuesToday[0] == 250_750)
        // Each of these has to be said.
        for line in format.split(separator: "\n") {
            let rest = format.split(separator: "\n").filter { $0 != line }.joined(separator: "\n")
            #expect(!(try folder(tidied, rest).complaints().isEmpty), "\(line)")
        }
    }

    @Test("what the mapping names and the file lacks is told, and so is a figure that is none")
    func mistakes() throws {
        let missing = try folder(brokerExport, mapping.replacing("{Symbol}", with: "{Symbool}"))
        #expect(missing.complaints().contains("1:1 there is no column “Symbool”, which portfolio.mapping names"))
        let odd = try folder(brokerExport.replacing("\"1,200\"", with: "\"12,00\""), mapping)
        #expect(odd.complaints().contains("2:30 “12,00” is not a number"))
        let lots = try folder(
            brokerExport.replacing("300,1,", with: "300,1,"), mapping.replacing("lots: add", with: "lots: refuse"))
        #expect(lots.complaints() == ["3:6 the position id “AAA” is used twice"])
    }

    @Test("a figure that the file's own marks do not make is refused, though another reading of it is a number")
    func marks() throws {
        let text = "id,kind,quantity,factor\na,equity,1.234,EQ.AAA\n"
        #expect(
            try folder(text, "decimal: comma").complaints() == [
                "2:10 “1.234” is no number as portfolio.mapping says they are written"
            ])
        let twice = "id,kind,quantity,quantity,factor\na,equity,1,2,EQ.AAA\n"
        #expect(
            try folder(twice, "columns: {quantity: \"{quantity}\"}").complaints().first?.contains(
                "the name of 2 columns") == true)
    }

    @Test("a mistake of many rows is told once, with their number")
    func repeated() throws {
        let rows = (1...7_498).map { "p\($0),equity,\"1,\(100 + $0 % 900)\",EQ.AAA\n" }.joined()
        let yaml = try folder("id,kind,quantity,factor\n" + rows, "lots: refuse")
        do {
            _ = try yaml.resolve()
            Testing.Issue.record("nothing was found wrong")
        } catch let issues as Issues {
            #expect(issues.all.map(\.repetitions) == [7_497])
            #expect(issues.all[0].location?.line == 2)
        }
    }
}
