import CXlsxWriter
import Files
import Reports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The report as a workbook: what matters on the first sheet with charts, every record at full precision, and each section of the
/// page on a sheet of its own.
///
/// Numbers are numbers, to sixteen digits, with formats; text is text, whatever it begins with. Through libxlsxwriter (BSD).
public struct DocumentXlsx: DocumentFormat {
    public static let name = "xlsx"
    public static let summary = "a workbook with numbers, filters and charts, for Excel and LibreOffice"
    public static let fileExtension = "xlsx"
    public static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    /// What a sheet holds at most.
    private static let mostRows = 1_048_000

    public init() {}

    public func files(of document: Document) throws -> [DocumentFile] {
        var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/twin-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Self.failure("no temporary folder: ")
        }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = folder + "/report.xlsx"
        defer {
            unlink(path)
            rmdir(folder)
        }
        let book = try Workbook(path)
        write(document, to: book)
        try book.close()
        return [DocumentFile(name: Self.fileName, mediaType: Self.mediaType, bytes: try Self.read(path))]
    }

    private static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        let bytes = rest(of: descriptor)
        guard bytes.count == Int(status.st_size), !bytes.isEmpty else {
            throw ReportError.unwritable(
                format: name, because: "\(bytes.count) of \(status.st_size) bytes of \(path) could be read")
        }
        return bytes
    }

    private static func failure(_ start: String = "") -> ReportError {
        .unwritable(format: name, because: start + String(cString: strerror(errno)))
    }

    // MARK: - Sheets

    private func write(_ document: Document, to book: Workbook) {
        guard let summary = book.addSheet("Summary") else { return }
        let sections = document.sections.filter { $0.readings.contains(.page) }
        summarise(document, sections, on: summary)
        for records in document.records {
            let name = records.name == "report" ? "Figures" : records.name.capitalizedFirst
            guard let sheet = book.addSheet(name) else { continue }
            let table = records.table
            write(table, on: sheet, isWhole: true)
            if records.name == "report" { limitChart(table, from: sheet, on: summary, in: book) }
            sheet.finish()
        }
        for section in sections {
            let blocks = Self.flat(section.blocks)
            guard blocks.contains(where: \.isTabular), let sheet = book.addSheet(Self.name(of: section)) else {
                continue
            }
            sheet.add(section.heading, .heading)
            // A sheet has one filter: a table that is alone on its sheet gets it.
            let isWhole = blocks.count(where: \.isTabular) == 1
            for block in blocks { write(block, on: sheet, isWhole: isWhole) }
            sheet.finish()
        }
        histogram(sections, on: summary, in: book)
        summary.finish()
    }

    /// Names that people look for.
    private static func name(of section: DocumentSection) -> String {
        let known = [
            "figures": "Key figures", "books": "Books", "contributions": "Positions", "factors": "Factors",
            "data": "Data issues",
            "provenance": "Provenance", "limits": "Limits", "stress": "Stress", "backtest": "Backtest",
        ]
        return known[section.anchor] ?? (section.heading.isEmpty ? section.anchor.capitalizedFirst : section.heading)
    }

    /// With what waits behind a title.
    private static func flat(_ blocks: [DocumentBlock]) -> [DocumentBlock] {
        blocks.flatMap { block -> [DocumentBlock] in
            if case .details(let title, let inner) = block { return [.heading(title)] + flat(inner) }
            return [block]
        }
    }

    private func summarise(_ document: Document, _ sections: [DocumentSection], on sheet: Sheet) {
        sheet.add(document.eyebrow, .note)
        sheet.add(document.title, .title)
        sheet.add(document.facts.map { $0.text() }.joined(separator: " · "))
        if let identity = document.identity { sheet.add("Identity \(identity)", .note) }
        sheet.skip()
        for block in sections.flatMap(\.blocks) {
            switch block {
            case .lead(let words): sheet.add(words.text())
            case .headlines(let headlines):
                for (column, title) in ["", "value", "±", "low", "high", ""].enumerated() {
                    sheet.set(title, column: column, .head)
                }
                sheet.next()
                for headline in headlines {
                    sheet.set(headline.label, column: 0, .strong)
                    let values = [
                        headline.figure.value, headline.figure.standardError, headline.interval?.low.value,
                        headline.interval?.high.value,
                    ]
                    for (column, value) in values.enumerated() {
                        if let value {
                            sheet.set(value, column: column + 1, .number(Self.format(value, headline.figure.notation)))
                        }
                    }
                    sheet.set(headline.unit, column: 5)
                    sheet.next()
                }
                sheet.skip()
            default: break
            }
        }
    }

    private func write(_ block: DocumentBlock, on sheet: Sheet, isWhole: Bool) {
        switch block {
        case .lead(let words), .paragraph(let words), .item(let words): sheet.add(words.text())
        case .remark(let words): sheet.add(words.text(), .note)
        case .heading(let words):
            sheet.skip()
            sheet.add(words, .heading)
        case .command(let words): sheet.add(words)
        case .list(let items): for item in items { sheet.add("• " + item.text()) }
        case .facts(let facts):
            for fact in facts {
                sheet.set(fact.term, column: 0, .strong)
                sheet.set(fact.words.text(), column: 1)
                sheet.next()
            }
        case .table(let table):
            sheet.skip()
            write(table, on: sheet, isWhole: isWhole)
            sheet.skip()
        case .issues(let issues):
            for (column, title) in ["severity", "factor", "date", "rule", "what was found, and done"].enumerated() {
                sheet.set(title, column: column, .head)
            }
            let head = sheet.row
            sheet.next()
            for issue in issues {
                let words = [
                    issue.severity.rawValue, issue.factor?.name ?? "", issue.date?.description ?? "", issue.rule,
                    issue.message,
                ]
                for (column, text) in words.enumerated() { sheet.set(text, column: column) }
                sheet.next()
            }
            if isWhole { sheet.freeze(below: head, columns: 5, last: sheet.row - 1) }
        case .headlines, .chart, .charts, .multiples, .details: break
        }
    }

    /// - Parameter isWhole: whether the sheet has no other table: its head stays, its rows can be filtered.
    private func write(_ table: DocumentTable, on sheet: Sheet, isWhole: Bool) {
        let head = sheet.row
        for (column, title) in ([table.stub] + table.columns.map(\.title)).enumerated() {
            sheet.set(title, column: column, .head)
        }
        sheet.next()
        for row in table.rows.prefix(Self.mostRows) {
            let label = row.label.text()
            sheet.set(String(repeating: "  ", count: row.depth) + label, column: 0, row.isStrong ? .strong : .plain)
            for (column, cell) in row.cells.enumerated() {
                if let quantity = cell.quantity, let value = quantity.value {
                    sheet.set(value, column: column + 1, .number(Self.format(value, quantity.notation)))
                } else {
                    sheet.set(cell.words.text(), column: column + 1)
                }
            }
            sheet.next()
        }
        if table.rows.count > Self.mostRows {
            sheet.add(
                "\(table.rows.count - Self.mostRows) more rows do not fit; csv, arrow and parquet have all", .note)
        }
        if isWhole { sheet.freeze(below: head, columns: table.columns.count + 1, last: sheet.row - 1) }
    }

    /// How a spreadsheet shows a number.
    private static func format(_ value: Double, _ notation: Notation) -> String {
        switch notation {
        case .percent, .share: return "0.00%"
        case .count: return "#,##0"
        case .exact: return abs(value) >= 1_000 ? "#,##0.00" : "0.00####"
        default: return abs(value) >= 1_000 ? "#,##0" : abs(value) >= 1 ? "#,##0.00" : "0.0000"
        }
    }

    // MARK: - Charts

    private func histogram(_ sections: [DocumentSection], on summary: Sheet, in book: Workbook) {
        let charts = sections.flatMap { Self.flat($0.blocks) }.flatMap { block -> [DocumentChart] in
            switch block {
            case .chart(let chart): [chart]
            case .charts(let charts): charts
            default: []
            }
        }
        guard let found = charts.lazy.compactMap({ $0.chart as? HistogramChart }).first,
            let sheet = book.addSheet("Loss distribution"), let chart = book.addChart(LXW_CHART_COLUMN)
        else { return }
        for (column, title) in ["loss from", "loss to", "paths"].enumerated() {
            sheet.set(title, column: column, .head)
        }
        sheet.next()
        let first = sheet.row
        for (bin, count) in found.histogram.counts.enumerated() {
            let start = found.histogram.start + Double(bin) * found.histogram.binWidth
            sheet.set(start, column: 0, .number("#,##0"))
            sheet.set(start + found.histogram.binWidth, column: 1, .number("#,##0"))
            sheet.set(Double(count), column: 2, .number("#,##0"))
            sheet.next()
        }
        sheet.freeze(below: first - 1, columns: 3, last: sheet.row - 1)
        sheet.finish()
        guard sheet.row > first else { return }
        let rows = first...(sheet.row - 1)
        if let series = chart_add_series(chart, sheet.range(0, rows: rows), sheet.range(2, rows: rows)) {
            chart_series_set_name(series, "paths")
            var fill = lxw_chart_fill()
            fill.color = 0x0B5CAD
            chart_series_set_fill(series, &fill)
            chart_set_series_gap(chart, 5)
        }
        chart_title_set_name(chart, "Losses of the portfolio")
        chart_axis_set_name(chart.pointee.x_axis, "loss (negative: gain)")
        chart_axis_set_name(chart.pointee.y_axis, "paths")
        chart_axis_set_num_format(chart.pointee.x_axis, "#,##0")
        chart_axis_set_num_format(chart.pointee.y_axis, "#,##0")
        chart_axis_set_interval_unit(chart.pointee.x_axis, 10)
        chart_axis_set_label_position(chart.pointee.x_axis, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
        chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        insert(chart, on: summary)
    }

    private func limitChart(_ table: DocumentTable, from sheet: Sheet, on summary: Sheet, in book: Workbook) {
        guard let place = table.columns.firstIndex(where: { $0.title == "utilisation" }) else { return }
        let used = table.rows.indices.filter { table.rows[$0].cells[place].quantity?.value != nil }
        guard !used.isEmpty, let limits = book.addSheet("Limit use"), let chart = book.addChart(LXW_CHART_BAR) else {
            return
        }
        for (column, title) in ["limit of", "used"].enumerated() { limits.set(title, column: column, .head) }
        limits.next()
        for index in used {
            let row = table.rows[index]
            let book = row.label.text()
            limits.set("\(row.cells[0].words.text()) of \(book.isEmpty ? "the portfolio" : book)", column: 0)
            limits.set(row.cells[place].quantity?.value ?? 0, column: 1, .number("0%"))
            limits.next()
        }
        limits.freeze(below: 0, columns: 2, last: limits.row - 1)
        limits.finish()
        let rows: ClosedRange<UInt32> = 1...(limits.row - 1)
        if let series = chart_add_series(chart, limits.range(0, rows: rows), limits.range(1, rows: rows)) {
            chart_series_set_name(series, "used")
            var fill = lxw_chart_fill()
            fill.color = 0xB4480A
            chart_series_set_fill(series, &fill)
        }
        chart_title_set_name(chart, "Use of limits")
        chart_axis_set_num_format(chart.pointee.y_axis, "0%")
        chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        insert(chart, on: summary)
    }

    /// Below what stands there, and beside the chart before.
    private func insert(_ chart: UnsafeMutablePointer<lxw_chart>, on summary: Sheet) {
        worksheet_insert_chart(summary.sheet, summary.row + 1, lxw_col_t(summary.chartCount * 5), chart)
        summary.chartCount += 1
    }
}

extension DocumentBlock {
    fileprivate var isTabular: Bool {
        switch self {
        case .table(let table): !table.rows.isEmpty
        case .facts, .issues: true
        default: false
        }
    }
}
