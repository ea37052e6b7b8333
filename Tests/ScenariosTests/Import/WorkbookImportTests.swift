import Foundation
import MarketTwin
import TestSupport
import Testing

/// Sheets of workbooks, whose cells are numbers with formats rather than texts.
@Suite("Imported workbooks")
struct WorkbookImportTests {
    private static let relations = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="worksheet" Target="/xl/worksheets/other.xml"/></Relationships>
        """
    /// Style 1 is a date of the program's own, 2 one with a code, 3 percent, 4 a number whose quoted unit holds a d.
    private static let styles = """
        <styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-409]dd\\-mmm\\-yy;@"/>
        <numFmt numFmtId="165" formatCode="0.00&quot; dollars&quot;"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/></cellXfs></styleSheet>
        """
    private static let strings = """
        <sst><si><t>Date</t></si><si><r><t>EQ.</t></r><r><t>A</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si>
        <si><t>DGS10</t></si></sst>
        """

    private func workbook(_ rows: String, book: String = "", second: String = "", parts: [String: String] = [:])
        -> [UInt8]
    {
        let sheets = """
            <workbook xmlns:r="x"><workbookPr\(book)/><sheets><sheet name="Prices" sheetId="1" r:id="rId1"/>
            <sheet name="Notes &amp; more" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>
            """
        let all = [
            "xl/workbook.xml": sheets, "xl/_rels/workbook.xml.rels": Self.relations, "xl/styles.xml": Self.styles,
            "xl/sharedStrings.xml": Self.strings,
            "xl/worksheets/sheet1.xml": "<worksheet><sheetData>\(rows)</sheetData></worksheet>",
            "xl/worksheets/other.xml": "<worksheet><sheetData>\(second)</sheetData></worksheet>",
        ]
        return StoredZip.archive(all.merging(parts) { $1 })
    }

    private let header =
        #"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c></row>"#

    /// 45294 is 2024-01-03 by date and time functions of spreadsheets.
    @Test("texts, dates by two formats, percent, a formula with its value, an error and a cell that is left out")
    func cells() throws {
        let rows =
            header + """
                <row r="3"><c r="A3" s="1"><v>45294</v></c><c r="B3" s="4"><v>184.08</v></c><c r="D3" s="3"><v>3.9100000000000003E-2</v></c></row>
                <row r="4"><c r="A4" s="2"><v>45295</v></c><c r="B4"><f>B3-1.38</f><v>182.70000000000002</v></c><c r="D4" t="e"><v>#N/A</v></c></row>
                <row r="5"><c r="A5" t="inlineStr"><is><t>2024-01-05</t></is></c><c r="B5"><v>1.0E+2</v></c></row>
                <row r="6"><c r="A6" s="1"/></row>
                """
        let made = try Imported("prices.xlsx", workbook(rows))
        #expect(
            made.history == """
                date,EQ.A,IR.USD.10Y
                2024-01-03,184.08,0.0391
                2024-01-04,182.7,
                2024-01-05,100.0,

                """)
        for note in [
            "took: the sheet “Prices” of a workbook", "left out: the sheet “Notes & more”: --sheet names another",
            "left out: “#N/A” stands for no level of IR.USD.10Y (row 4)", "left out: 1 blank row",
        ] { #expect(made.notes.contains(note), "\(note) in \(made.notes)") }
        #expect(made.report.files.first?.encoding == "Excel workbook")
    }

    @Test("positions of a broker, whose figures are numbers")
    func positions() throws {
        func row(_ number: Int, _ texts: [String]) -> String {
            let cells = texts.map { text in
                Double(text) == nil ? "<c t=\"str\"><v>\(text)</v></c>" : "<c><v>\(text)</v></c>"
            }
            return "<row r=\"\(number)\">\(cells.joined())</row>"
        }
        let rows = [
            ["Symbol", "Quantity", "Currency", "Close Price", "Market Value"],
            ["AAA", "1500", "USD", "180.5", "270750"],
            ["BBB", "-50", "USD", "400", "-20000"], ["Total", "", "", "", "250750"],
        ]
        let made = try Imported("book.xlsx", workbook(rows.enumerated().map { row($0 + 1, $1) }.joined()))
        #expect(made.positions.hasSuffix("AAA,equity,1500.0,USD,EQ.AAA\nBBB,equity,-50.0,USD,EQ.BBB\n"))
        #expect(made.notes.contains("took: every row of the total 250750.0: the values taken add up to it"))
    }

    @Test("days from 1900, with the one that never was, and from 1904")
    func serialDates() throws {
        func dates(_ book: String, _ serials: [String]) throws -> [String] {
            let rows = serials.enumerated().map { index, serial in
                "<row r=\"\(index + 2)\"><c r=\"A\(index + 2)\" s=\"1\"><v>\(serial)</v></c><c><v>\(index + 1)</v></c></row>"
            }
            let made = try Imported("a.xlsx", workbook(header + rows.joined(), book: book))
            return made.history.split(separator: "\n").dropFirst().map { String($0.prefix(10)) }
        }
        #expect(
            try dates("", ["1", "59", "61", "45294", "45295.000000001"])
                == ["1900-01-01", "1900-02-28", "1900-03-01", "2024-01-03", "2024-01-04"])
        #expect(try dates(" date1904=\"1\"", ["0", "43832"]) == ["1904-01-01", "2024-01-03"])
        func wrong(_ serial: String) throws -> [String] {
            let row = "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>\(serial)</v></c><c><v>1</v></c></row>"
            return try Imported.complaints("a.xlsx", workbook(header + row))
        }
        #expect(try wrong("60") == ["2:1 the cell is shown as a date, and 60 is none"])
        #expect(try wrong("-1") == ["2:1 the cell is shown as a date, and -1 is none"])
        // The close at half past four is no date.
        let close = ["45293", "45294.6875", "45295"].enumerated().map { index, serial in
            "<row r=\"\(index + 2)\"><c s=\"1\"><v>\(serial)</v></c><c><v>1</v></c></row>"
        }
        let times = try Imported.complaints("a.xlsx", workbook(header + close.joined()))
        #expect(times.first?.hasPrefix("3:1 “2024-01-03 16:30:00” is no date as the others are") == true, "\(times)")
    }

    @Test("another sheet by its name, hidden or not")
    func sheets() throws {
        let rows = header + #"<row r="2"><c s="1"><v>45294</v></c><c><v>10</v></c></row>"#
        let other = header + #"<row r="2"><c s="1"><v>45294</v></c><c><v>20</v></c></row>"#
        let bytes = workbook(rows, second: other)
        #expect(try Imported("a.xlsx", bytes).history.hasSuffix("2024-01-03,10.0\n"))
        #expect(try Imported("a.xlsx", bytes) { $0.sheet = "Notes & more" }.history.hasSuffix("2024-01-03,20.0\n"))
        let issues = #expect(throws: Issues.self) { try Imported("a.xlsx", bytes) { $0.sheet = "Price" } }
        #expect(issues?.all.first?.message == "the workbook has no sheet “Price”")
        #expect(issues?.all.first?.hint == "did you mean “Prices”?")
    }

    @Test("formulas without values, texts that are not there, other documents and damage are told in words")
    func refused() throws {
        let formula = header + #"<row r="2"><c r="A2" s="1"><v>45294</v></c><c r="B2"><f>NOW()</f></c></row>"#
        #expect(try Imported.complaints("a.xlsx", workbook(formula)) == ["2:2 the cell is a formula without its value"])
        let text = #"<row r="1"><c r="A1" t="s"><v>9</v></c></row>"#
        #expect(
            try Imported.complaints("a.xlsx", workbook(text)) == [
                "1:1 the cell has a text that is not in the workbook"
            ])
        #expect(
            try Imported.complaints("a.xlsx", workbook("")) == ["1:1 the workbook has no sheet that holds anything"])
        func complaint(_ parts: [String: String]) throws -> String? {
            try Imported.complaints("a.xlsx", StoredZip.archive(parts)).first
        }
        #expect(try complaint(["xl/workbook.bin": ""]) == "1:1 the file is a binary workbook")
        #expect(try complaint(["content.xml": ""]) == "1:1 the file is a document of another office")
        #expect(try complaint(["a.csv": ""]) == "1:1 the file is an archive, and no workbook")
        let doctype = ["xl/styles.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><styleSheet/>"]
        #expect(
            try Imported.complaints("a.xlsx", workbook(header, parts: doctype)) == [
                "1:1 the list of styles of the workbook has a document type"
            ])
        let broken = ["xl/worksheets/sheet1.xml": "<worksheet><sheetData>"]
        #expect(
            try Imported.complaints("a.xlsx", workbook("", parts: broken)).first?.contains("of the workbook is no XML")
                == true)
        let whole = workbook(header)
        #expect(
            try Imported.complaints("a.xlsx", whole.prefix(200)) == [
                "1:1 the archive is damaged: its directory is missing"
            ])
        var flipped = whole
        let place = try #require(whole.indices.first { whole[$0...].starts(with: Array("DGS10".utf8)) })
        flipped[place] ^= 1
        #expect(
            try Imported.complaints("a.xlsx", flipped) == [
                "1:1 the archive is damaged: xl/sharedStrings.xml is not what was packed"
            ])
    }

    @Test("a deflated workbook, as spreadsheets write it")
    func deflated() throws {
        let bytes = try #require(Data(base64Encoded: Self.packed))
        let made = try Imported("a.xlsx", Array(bytes))
        #expect(made.history == "date,EQ.A\n2024-01-03,184.08\n2024-01-04,182.7\n")
    }

    @Test("a scenario that names a workbook as its history is told what makes CSV of it")
    func inScenario() throws {
        let folder = try ScratchFolder([
            "s.yaml": """
            version: 1
            title: A workbook
            market: {history: [{kind: csv, path: h.csv}]}
            portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A}}]}
            """
        ])
        try Data(workbook(header)).write(to: folder.url.appendingPathComponent("h.csv"))
        let issues = #expect(throws: Issues.self) { try folder.resolve() }
        #expect(issues?.all.first?.message == "the file is a workbook or an archive, not text")
        #expect(issues?.all.first?.hint?.hasPrefix("make CSV of a sheet by “twin import FILE --to DIR”") == true)
    }

    private static let packed = """
        UEsDBBQAAAAIAEhdgV3HHBc8CgAAAAgAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbLMJqSxILda3AwBQSwMEFAAAAAgASF2BXXXp\
        Ug9HAAAAWwAAAA8AAAB4bC93b3JrYm9vay54bWyzKc8vyk7Kz89WqMjNySu2KrJVqlCysynOSE0tKYbSCnmJuam2SsFKCmCuZ4qt\
        kqGSQpFVJpBR5JliqKRvZ6MP06EPM9AOAFBLAwQUAAAACABIXYFd1MStWT8AAABXAAAAGgAAAHhsL19yZWxzL3dvcmtib29rLnht\
        bC5yZWxzswlKzUksyczPK87ILCi2s0HmKnim2CoVeaYYKimEJBalp5bYKpXnF2UXZ6SmlhTrgylDvYrcHCV9Oxt9VHMAUEsDBBQA\
        AAAIAEhdgV0d89X2NAAAAFEAAAANAAAAeGwvc3R5bGVzLnhtbLMpLqnMSQ3OSE0tsbNJTs3JiUgrtrOpSFPIK811yy3xTLFVMlDS\
        RxMxNAEJ6cOV6yMZAgBQSwMEFAAAAAgASF2BXeUVUXSCAAAAGAEAABgAAAB4bC93b3Jrc2hlZXRzL3NoZWV0MS54bWyzKc8vyi7O\
        SE0tsbMBUy6JJYl2NkX55QpFtkqGSnY2ySCGo6GSQomtUnFJEVCkzA6oKNVGv8zORj8ZqsAJVYFroJ4jXIE+0DS4kUZwI42UFIoh\
        VpTZmZgaWZqgmWgEljG0MNEzsMBuljHcLGM0s0zRzDKGmmWkZ45mlD6Sr/URgQEAUEsBAhQDFAAAAAgASF2BXcccFzwKAAAACAAA\
        ABMAAAAAAAAAAAAAAIABAAAAAFtDb250ZW50X1R5cGVzXS54bWxQSwECFAMUAAAACABIXYFddelSD0cAAABbAAAADwAAAAAAAAAA\
        AAAAgAE7AAAAeGwvd29ya2Jvb2sueG1sUEsBAhQDFAAAAAgASF2BXdTErVk/AAAAVwAAABoAAAAAAAAAAAAAAIABrwAAAHhsL19y\
        ZWxzL3dvcmtib29rLnhtbC5yZWxzUEsBAhQDFAAAAAgASF2BXR3z1fY0AAAAUQAAAA0AAAAAAAAAAAAAAIABJgEAAHhsL3N0eWxl\
        cy54bWxQSwECFAMUAAAACABIXYFd5RVRdIIAAAAYAQAAGAAAAAAAAAAAAAAAgAGFAQAAeGwvd29ya3NoZWV0cy9zaGVldDEueG1s\
        UEsFBgAAAAAFAAUARwEAAD0CAAAAAA==
        """
}
