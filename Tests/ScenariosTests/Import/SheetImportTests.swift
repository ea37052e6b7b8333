import Foundation
import MarketTwin
import TestSupport
import Testing

/// Letters, dates and figures that are found where they can be told, and asked for where they cannot.
@Suite("Imported sheets")
struct SheetImportTests {
    private let plain = "date,EQ.A\n2024-01-02,184.08\n2024-01-03,182.7\n"

    @Test("dates that can be read in two ways are refused, and read as stated")
    func dates() throws {
        let text = "Date,EQ.A\n01/02/2024,10\n03/04/2024,11\n05/06/2024,12\n"
        #expect(
            try Imported.complaints("a.csv", text) == [
                "2:1 “01/02/2024” is 2024-02-01 or 2024-01-02, and no date of the file settles which"
            ])
        let days = try Imported("a.csv", text) { $0.dates = "DD/MM/YYYY" }
        #expect(days.history.hasPrefix("date,EQ.A\n2024-02-01,10.0\n2024-04-03,11.0\n"))
        let months = try Imported("a.csv", text) { $0.dates = "MM/DD/YYYY" }
        #expect(months.history.hasPrefix("date,EQ.A\n2024-01-02,10.0\n2024-03-04,11.0\n"))
        // One day above twelve settles all of them.
        let settled = try Imported("a.csv", text + "13/07/2024,12\n")
        #expect(settled.history.hasPrefix("date,EQ.A\n2024-02-01,10.0\n"))
    }

    @Test("letters of Windows-1252 with a decimal comma, the column named by hand")
    func windows() throws {
        var bytes = Array("Datum;Schlu".utf8) + [0xDF]
        bytes += Array("kurs Z".utf8) + [0xFC]
        bytes += Array("rich;Umsatz\n02.01.2024;1.234,50;10\n03.01.2024;1.240,25;11\n".utf8)
        let made = try Imported("cp.csv", bytes) { $0.columns = [("Schlußkurs Zürich", "EQ.X")] }
        #expect(made.history == "date,EQ.X\n2024-01-02,1234.5\n2024-01-03,1240.25\n")
        for note in [
            "took: “Schlußkurs Zürich” as EQ.X, as stated", "changed: Windows-1252 is UTF-8",
            "changed: decimal commas are points", "changed: a semicolon between fields is a comma",
            "changed: dates of the form D.M.YYYY are YYYY-MM-DD", "left out: column 3: “umsatz” is no level",
        ] { #expect(made.notes.contains(note), "\(note) in \(made.notes)") }
        #expect(
            try Imported.complaints("cp.csv", bytes) == ["1:7 which factor “Schlußkurs Zürich” is cannot be told"])
    }

    @Test("UTF-16 of either order, and a mark before UTF-8")
    func letters() throws {
        let little: [UInt8] = [0xFF, 0xFE] + plain.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + plain.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [little, big] {
            let made = try Imported("a.csv", bytes)
            #expect(made.history == plain)
            #expect(made.notes == ["changed: UTF-16 is UTF-8"])
        }
        #expect(try Imported("a.csv", [0xEF, 0xBB, 0xBF] + Array(plain.utf8)).history == plain)
        #expect(
            try Imported.complaints("a.csv", little.dropLast()) == ["1:1 the file is UTF-16 and ends within a letter"])
    }

    @Test(
        "three digits after the only point are thousands or decimals where fields are not separated by commas",
        arguments: [";", "\t"])
    func threeDigits(separator: String) throws {
        let text = "Date\(separator)EQ.A\n2024-01-02\(separator)1.234\n2024-01-03\(separator)1.235\n"
        #expect(
            try Imported.complaints("a.csv", text) == [
                "2:12 “1.234” can be read in two ways, and no figure of the file settles which"
            ])
        let point = try Imported("a.csv", text) { $0.decimal = "point" }
        #expect(point.history == "date,EQ.A\n2024-01-02,1.234\n2024-01-03,1.235\n")
        let comma = try Imported("a.csv", text) { $0.decimal = "comma" }
        #expect(comma.history == "date,EQ.A\n2024-01-02,1234.0\n2024-01-03,1235.0\n")
        // One figure that is read in one way only settles the others.
        let settled = try Imported("a.csv", text + "2024-01-04\(separator)1.5\n")
        #expect(settled.history.hasSuffix("2024-01-03,1.235\n2024-01-04,1.5\n"))
    }

    @Test("two decimal signs in one file contradict each other")
    func decimals() throws {
        let text = "Date;EQ.A\n2024-01-02;1,5\n2024-01-03;1.25\n"
        #expect(
            try Imported.complaints("a.csv", text) == [
                "2:12 “1,5” has a decimal comma and “1.25” of line 3 a decimal point"
            ])
    }

    @Test("gzip is unpacked")
    func gzip() throws {
        // Of `date,EQ.A` with the levels above, by gzip -9 -n.
        let packed = try #require(Data(base64Encoded: Self.packed))
        #expect(try Imported("a.csv.gz", Array(packed)).history == plain)
    }

    private static let packed = "H4sIAAAAAAACA0tJLEnVcQ3Uc+QyMjAy0TUw1DUw0jG0MNEzsECIGANFjPTMuQAaGr5aLQAAAA=="

    @Test("what is no text, or neither levels nor positions, is named")
    func neither() throws {
        let bytes = Array("\u{D0}".utf16.map { UInt8($0) }) + [0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(
            try Imported.complaints("old.xls", bytes) == [
                "1:1 the file is a workbook of before 2007, or has a password"
            ])
        let other = try Imported.complaints("a.csv", "name,town\nAnn,Bern\n")
        #expect(other == ["1:1 the file is neither a history nor a list of positions that can be told"])
    }
}
