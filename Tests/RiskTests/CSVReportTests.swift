import Reports
import Testing

@Suite struct CSVReportTests {
    /// Reads comma-separated values as RFC 4180 describes them.
    private func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"":
                field.append("\"")
                scalars.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                row.append(field)
                field = ""
            case "\r" where !isQuoted && scalars.first == "\n":
                scalars.removeFirst()
                rows.append(row + [field])
                (row, field) = ([], "")
            default: field.unicodeScalars.append(scalar)
            }
        }
        return rows
    }

    @Test(arguments: 0..<ReportSample.all.count)
    func readingGivesTheSameFigures(sample: Int) throws {
        let report = ReportSample.all[sample]
        let rows = rows(try DocumentCSV().render(Document(report)))
        #expect(rows[0] == ["book", "measure", "confidence", "value", "standardError", "low", "high", "estimator"])
        #expect(rows.count == report.figures.count + 1)
        for (row, figure) in zip(rows.dropFirst(), report.figures) {
            #expect(row.count == 8)
            #expect(row[0] == figure.book)
            #expect(row[1] == figure.kind)
            #expect(Double(row[2]) == figure.confidence)
            #expect(Double(row[3]) == figure.estimate.value)
            #expect(Double(row[4]) == figure.estimate.standardError)
            #expect(Double(row[5]) == figure.estimate.low)
            #expect(Double(row[6]) == figure.estimate.high)
            #expect(row[7] == figure.estimator)
        }
    }

    @Test func fieldsWithCommasQuotesAndLinesAreQuoted() throws {
        var report = ReportSample.single
        report.figures = [report.figures[0]]
        report.figures[0].key.book = "a,\"b\"\r\nc"
        let text = try DocumentCSV().render(Document(report))
        #expect(text.contains("\r\n\"a,\"\"b\"\"\nc\",value-at-risk,0.99,4.13,"))
        #expect(rows(text)[1][0] == "a,\"b\"\nc")
    }

    @Test func aFigureThatIsNotANumberIsNamed() {
        var report = ReportSample.single
        report.figures[0].estimate.value = .infinity
        #expect(throws: ReportError.notFinite(field: "value of value-at-risk of book “”")) {
            try DocumentCSV().render(Document(report))
        }
    }
}
