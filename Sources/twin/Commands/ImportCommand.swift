import ArgumentParser
import MarketTwin

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// `twin import FILE… --to FOLDER`: files of vendors and brokers as a clean pair that a scenario reads.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a clean history and positions of files that vendors and brokers wrote.",
        discussion: """
            Writes history.csv, positions.csv and scenario.yaml, the lines that read them, and says what was taken, changed and \
            left out, by row and reason. Delimiter, letters, dates, figures, header rows and names are found where they can be told; \
            what cannot be told is refused with what would settle it.

            Example: twin import eurofxref.csv DGS10.csv positions.csv --to desk --base EUR --column "Gold=CM.GOLD"

            Read: rates of central banks, FRED, Stooq, Yahoo, sheets as Bloomberg's, one row a level; positions of brokers with \
            thousands, brackets or a side for short, lots, multipliers, totals; a sheet of a \
            workbook (.xlsx).
            """)

    @Argument(help: "Files as they came; gzip is unpacked.", completion: .file())
    var files: [String]

    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"), completion: .directory)
    var to: String

    @Option(
        name: .customLong("column"),
        help: ArgumentHelp(
            "Which factor a column or a symbol is, as in Close=EQ.AAPL; may be repeated.", valueName: "name=factor"))
    var columns: [String] = []

    @Option(help: "The currency that rates in columns named by currencies are for.")
    var base: String?

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp("What symbols alone are: EQ, FX, IR, CS, CM or VOL.", valueName: "class"))
    var factorClass = FactorClass.equity.rawValue

    @Option(
        help:
            "What rates, spreads and volatilities are written in: fraction, percent, bp; or hundredths for prices in pence."
    )
    var unit: String?

    @Option(help: "The form of dates, as in DD/MM/YYYY.")
    var dates: String?

    @Option(help: "What stands before decimals, point or comma.")
    var decimal: String?

    @Option(help: "What separates fields: comma, semicolon, tab or pipe.")
    var delimiter: String?

    @Option(help: "Which sheet of a workbook; the first that holds anything where left out.")
    var sheet: String?

    @Option(
        help: ArgumentHelp(
            "Settings by file: history: {x.csv: {…of the csv source}}, positions: {y.csv: {…of portfolio.mapping}}.",
            valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
    var settings: String?

    @Flag(help: "Write over files of an earlier import.")
    var replace = false

    @Flag(help: "Print what was done as JSON and nothing else.")
    var json = false

    func validate() throws {
        for (option, value, known) in [
            ("--unit", unit, ImportRequest.units), ("--decimal", decimal, ImportRequest.decimals),
            ("--delimiter", delimiter, ImportRequest.delimiters),
            ("--class", factorClass, FactorClass.allCases.map(\.rawValue)),
        ] {
            if let value, !known.contains(value) {
                throw ValidationError("\(option) takes \(known.joined(separator: ", ")), not “\(value)”")
            }
        }
        if let base, Currency(base) == nil {
            throw ValidationError("--base takes a currency, as in EUR, not “\(base)”")
        }
        _ = try named()
    }

    private func named() throws -> [(name: String, factor: String)] {
        try columns.map { text in
            guard let equals = text.lastIndex(of: "="), equals != text.startIndex else {
                throw ValidationError("--column takes NAME=FACTOR, as in Close=EQ.AAPL, not “\(text)”")
            }
            return (String(text[..<equals]), String(text[text.index(after: equals)...]))
        }
    }

    func run() throws {
        try Door.guarding {
            var request = ImportRequest(files: files)
            request.columns = try named()
            request.base = base.flatMap { Currency($0) }
            request.factorClass = FactorClass(rawValue: factorClass) ?? .equity
            (request.unit, request.dates, request.decimal) = (unit, dates, decimal)
            (request.delimiter, request.sheet, request.settings) = (delimiter, sheet, settings)
            let report = try Import.report(on: request, catalog: .standard)
            try write(report)
            try Door.say(json ? FindingJSON().render(report) : text(of: report))
        }
    }

    /// Writes every file, or none.
    private func write(_ report: ImportReport) throws {
        let names = report.texts.map(\.name)
        if !replace, let there = names.first(where: { access(to + "/" + $0, F_OK) == 0 }) {
            Door.complain(
                "error: \(to)/\(there) is there already\n  hint: --replace writes over it, or name another folder\n")
            throw Door.Code.cannotCreate
        }
        let folder = try ReportFolder(ReportPlace(named: to, for: files[0]), for: names)
        _ = try folder.write(report.texts.map { .init(name: $0.name, text: $0.text) })
    }

    private func text(of report: ImportReport) -> String {
        var text = ""
        for file in report.files {
            let separator = file.delimiter.isEmpty ? "" : ", \(file.delimiter) between fields"
            text += "\(file.path): \(file.content), \(file.encoding)\(separator)\n"
            for note in file.notes { text += "  \(note.words)\n" }
        }
        for note in report.notes { text += "\(note.words)\n" }
        let names = report.texts.map { to + "/" + $0.name }
        text +=
            "\n\(count(report.factors.count, "factor")) on \(count(report.dateCount, "date")), \(count(report.positionCount, "position"))\n"
        text += "Written: \(names.joined(separator: ", "))\n\n" + report.scenario
        return text
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(NumberText.integer(number)) \(noun)\(number == 1 ? "" : "s")"
    }
}
