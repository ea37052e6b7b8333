import DataSources
import Market
import Settings
import Testing

@Suite struct CSVDataSourceTests {
    @Test func readsAWideFile() throws {
        let table = try priceTable("date,EQ.A,IR.USD.5Y\n2020-01-02,100.5,-0.01\n2020-01-03,,.02\n")
        #expect(table.factors == ["EQ.A", "IR.USD.5Y"])
        #expect(table.dates == ["2020-01-02", "2020-01-03"])
        #expect(table[0, 0] == 100.5)
        #expect(table[0, 1] == -0.01)
        #expect(table[1, 0].isNaN)
        #expect(table[1, 1] == 0.02)
        #expect(table.location(row: 0, factor: 1) == SourceLocation(file: "p.csv", line: 2, column: 18))
        #expect(table.disorders.isEmpty)
    }

    @Test(arguments: ["", "NA", "n/a", "#N/A", "null", ".", " ", "\"\""])
    func knowsMissingCells(cell: String) throws {
        let table = try priceTable("date,EQ.A,EQ.B\n2020-01-02,\(cell),1\n")
        #expect(table[0, 0].isNaN)
        #expect(table[0, 1] == 1)
    }

    @Test func readsTheSameFromWideAndLongFiles() throws {
        let wide = try sample("crisis-2006-2009.csv")
        var byDate = "date,factor,value\n"
        for (row, date) in wide.dates.enumerated() {
            for (column, factor) in wide.factors.enumerated() where !wide[row, column].isNaN {
                byDate += "\(date),\(factor),\(wide[row, column])\n"
            }
        }
        var byFactor = "\u{FEFF}\"value\",\"date\",\"factor\"\r\n"
        for (column, factor) in wide.factors.enumerated() {
            for (row, date) in wide.dates.enumerated() {
                let level = wide[row, column]
                byFactor += "\(level.isNaN ? "" : "\(level)"),\"\(date)\",\(factor)\r\n"
            }
        }
        for text in [byDate, byFactor] {
            let long = try priceTable(text)
            #expect(long.dates == wide.dates)
            #expect(long.factors == wide.factors)
            #expect(long.disorders.isEmpty)
            #expect(long.levels.map(\.bitPattern) == wide.levels.map(\.bitPattern))
        }
    }

    @Test func placesLongLevels() throws {
        let table = try priceTable("date,factor,value\n2020-01-02,EQ.A,1\n2020-01-02,EQ.B,2\n2020-01-03,EQ.B,3\n")
        #expect(table.location(row: 0, factor: 1) == SourceLocation(file: "p.csv", line: 3, column: 17))
        #expect(table.location(row: 1, factor: 1) == SourceLocation(file: "p.csv", line: 4, column: 17))
        #expect(table[1, 0].isNaN)
    }

    @Test func givesRepeatedLongLevelsRowsOfTheirOwn() throws {
        let table = try priceTable("date,factor,value\n2020-01-02,EQ.A,1\n2020-01-02,EQ.A,2\n2020-01-02,EQ.A,3\n")
        #expect(table.dates == ["2020-01-02", "2020-01-02", "2020-01-02"])
        #expect(table.levels == [1, 2, 3])
    }

    @Test func notesDatesThatGoBack() throws {
        let wide = try priceTable("date,EQ.A\n2020-01-03,1\n2020-01-02,2\n2020-01-06,3\n")
        #expect(wide.disorders.map(\.date) == ["2020-01-02"])
        // A long file may go through the dates once for each factor.
        let long = try priceTable(
            "date,factor,value\n2020-01-02,EQ.A,1\n2020-01-06,EQ.A,1\n2020-01-02,EQ.B,1\n2020-01-03,EQ.B,1\n")
        #expect(long.disorders.isEmpty)
        let back = try priceTable("date,factor,value\n2020-01-03,EQ.A,1\n2020-01-03,EQ.B,1\n2020-01-02,EQ.B,1\n")
        #expect(back.disorders.map(\.factor) == ["EQ.B"])
        #expect(back.disorders.map(\.place.line) == [4])
    }

    @Test func refusesFilesWithoutHistory() {
        #expect(complaints("") == ["1:1: the file is empty"])
        #expect(complaints("\u{FEFF}\r\n") == ["1:1: the file is empty"])
        #expect(complaints("date,EQ.A\n") == ["1:1: the file has a header and no rows"])
        #expect(complaints("date,factor,value") == ["1:1: the file has a header and no rows"])
        #expect(complaints("date\n2020-01-02\n") == ["1:1: there is no column of levels"])
    }

    @Test func refusesWrongHeaders() {
        #expect(complaints("Day,EQ.A\n2020-01-02,1\n") == ["1:1: the first column is “Day”, not “date”"])
        #expect(
            complaints("date,Close,EQ.A,EQ.A,\n2020-01-02,1,2,3,4\n") == [
                "1:6: “Close” is no factor id", "1:17: “EQ.A” is in field 3 of the header already",
                "1:22: the name of the factor is missing",
            ])
        #expect(complaints("date;EQ.A\n2020-01-02;1,5\n") == ["1:1: fields are separated by “;”"])
        #expect(
            complaints("date,factor,value,note\n2020-01-02,EQ.A,1,x\n") == ["1:19: unknown column “note”"])
        #expect(
            complaints("date,EQ.A\n2020-01-02,1\n", layout: .long) == [
                "1:6: unknown column “EQ.A”", "1:1: there is no column “factor”", "1:1: there is no column “value”",
            ])
        #expect(
            complaints("date,factor,value\n2020-01-02,EQ.A,1\n", layout: .wide) == [
                "1:6: “factor” is no factor id", "1:13: “value” is no factor id",
            ])
    }

    @Test func namesTheClassesOfFactors() throws {
        let error = #expect(throws: Issues.self) { _ = try priceTable("date,XX.A\n2020-01-02,1\n") }
        let hint = try #require(error?.all.first?.hint)
        for factorClass in FactorClass.allCases {
            #expect(hint.contains("\(factorClass.rawValue) \(factorClass.title)"))
        }
    }

    @Test func gathersAllWrongCellsWithTheirPlaces() {
        let text = """
            date,EQ.A,EQ.B
            2020-01-02,NaN,"1,5"
            02.01.2020,3,4
            2020-02-30,3,4
            2020-01-03,1,5,7
            2020-01-06,inf,0x10
            ,1,2
            2020-01-07,"1.234,5","1,234.5"
            2020-01-08,1e999,12%
            """
        #expect(
            complaints(text) == [
                "2:12: “NaN” is not a figure",
                "2:16: “1,5” is ambiguous: the comma may be a decimal point or a separator of thousands",
                "3:1: “02.01.2020” is no date", "4:1: “2020-02-30” is no date",
                "5:16: 4 fields where the header has 3",
                "6:12: “inf” is not a figure", "6:16: “0x10” is hexadecimal",
                "7:1: the date is missing",
                "8:12: “1.234,5” is ambiguous: the comma may be a decimal point or a separator of thousands",
                "8:22: “1,234.5” is ambiguous: the comma may be a decimal point or a separator of thousands",
                "9:12: “1e999” is too large for a number", "9:18: “12%” is not a plain number",
            ])
    }

    @Test func gathersAllWrongLinesOfALongFile() {
        let text = """
            date,factor,value
            2020-01-02,EQ.A,1,5
            yesterday,EQ.A,1
            2020-01-02,AAPL,1
            2020-01-03,AAPL,1
            2020-01-02,EQ.B,one
            """
        #expect(
            complaints(text) == [
                "2:19: 4 fields where the header has 3", "3:1: “yesterday” is no date",
                "4:12: “AAPL” is no factor id", "6:17: “one” is not a number",
            ])
    }

    @Test func findsFilesNextToTheScenario() throws {
        let specification = Specification.defaults(
            of: CSVDataSource.self, replacing: ["path": .text("data/vix-2014-2019.csv")])
        let source = CSVDataSource(specification)
        #expect(source.layout == .auto)
        let scenarios = samplePath("").split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        #expect(try source.read(relativeTo: scenarios.joined(separator: "/")).dates.count == 1_305)
        #expect(FilePath.resolve("/a/b.csv", relativeTo: "/c") == "/a/b.csv")
        #expect(FilePath.resolve("b.csv", relativeTo: "") == "b.csv")
        #expect(FilePath.resolve("b.csv", relativeTo: "c/") == "c/b.csv")
    }
}
