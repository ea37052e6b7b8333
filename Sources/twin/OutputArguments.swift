import ArgumentParser
import MarketTwin

/// What every command takes that makes a document: where it goes, and how much of it in which form.
struct OutputArguments: ParsableArguments {
    @Flag(help: "Print the result as JSON and nothing else; writes no files unless --out is given.")
    var json = false

    @Flag(help: "Print one screen: what matters, and where the full report is.")
    var brief = false

    @Option(
        help: ArgumentHelp(
            "Show these sections of the report only, by their names with commas between them, as in figures,limits.",
            valueName: "names"))
    var sections: String?

    @Option(
        help: ArgumentHelp("Write the report here (a folder under reports/ where left out).", valueName: "dir"),
        completion: .directory)
    var out: String?

    @Option(
        help: ArgumentHelp(
            "Write the report in these formats: text, json, csv, html, pdf, xlsx, npy, arrow, parquet; text,json,csv,html where left out.",
            valueName: "names"))
    var formats: String?

    private static let jsonName = "report.json"

    /// As it was chosen.
    ///
    /// - Parameter written: in the scenario; nil where it says nothing.
    func choice(written: [String]? = nil) throws -> FormatChoice {
        guard let formats else { return try written.map { try FormatChoice($0) } ?? .standard }
        let choice = try FormatChoice(formats.split(separator: ",").map { String($0.filter { $0 != " " }) })
        guard choice.hasJSON || !choice.documents.isEmpty else { throw ValidationError("--formats names no format") }
        return choice
    }

    /// Refuses sections that no report of a command has.
    func check(_ outline: DocumentOutline) throws {
        _ = try choice()
        guard let name = outline.unknown(among: chosen ?? []) else { return }
        let near = Suggestion.nearest(to: name, among: outline.names).map { "did you mean “\($0)”? " } ?? ""
        throw ValidationError(
            "--sections: there is no section “\(name)”; \(near)sections: \(outline.names.joined(separator: ", "))")
    }

    private var chosen: [String]? {
        sections.map { names in
            names.split(separator: ",").map { String($0.drop { $0 == " " }.prefix { $0 != " " }) }
        }
    }

    /// Makes sure that the folder can be written to, does the work, writes every file or none, and says the result.
    ///
    /// - Parameters:
    ///   - usual: where `--out` is not given.
    ///   - written: formats that the scenario names, for where `--formats` is not given.
    ///   - further: what the command writes besides the report in every format: the names, and the files of a finding.
    ///   - keep: gets the files of the report before they are written, in a record, and gives what belongs beside them; nil where
    ///     nothing is kept.
    ///   - conclude: what is left when all is written and said; it may end the command with a code of its own.
    ///   - work: can be told to stop, and gets what shows its progress.
    func deliver<Asked: Study>(
        _ study: Asked, to usual: ReportPlace, written: [String]?,
        further: (names: [String], files: (Asked.Finding) -> [ReportFolder.File]),
        keep: ((Asked.Finding, [ReportFolder.File]) throws -> [ReportFolder.File])? = nil,
        conclude: (Asked.Finding) throws -> Void,
        _ work: (Cancellation, @escaping @Sendable (WorkPhase) -> Void) throws -> Asked.Finding
    ) throws {
        let choice = try choice(written: written)
        try choice.checkTools()
        let names = choice.documents.map { type(of: $0).fileName } + [Self.jsonName] + further.names
        let folder = try place(usual).map { try ReportFolder($0, for: names) }
        let bar = ProgressBar()
        let interruption = Interruption { bar.clear() }
        defer {
            bar.clear()
            interruption.finish()
        }
        let finding = try work(interruption.cancellation) { bar.show($0) }
        let found = ContinuousClock.now
        bar.clear()
        try interruption.beginWriting()
        // JSON is the finding itself: of a large book the document takes longer than the figures.
        lazy var document = {
            let whole = study.document(of: finding)
            return chosen.map { whole.choosing($0) } ?? whole
        }()
        func text() throws -> String {
            try study.json(of: finding) { found.duration(to: .now) / .seconds(1) }
        }
        var files =
            try folder == nil && keep == nil
            ? []
            : further.files(finding) + (choice.hasJSON ? [.init(name: Self.jsonName, text: try text())] : [])
                + files(of: document, choice)
        if choice.needsLosses, !files.isEmpty, document.losses == nil {
            Door.complain("note: there are no losses by path here: npy is not written, and arrow without them\n")
        }
        if let keep { files += try keep(finding, files) }
        let paths = try folder?.write(files) ?? []
        var output =
            try json
            ? text() : DocumentText(usesColor: Door.usesColor, reading: brief ? .brief : .screen).render(document)
        if !json {
            let lines = zip(files, paths).compactMap { file, path in
                file.title.map { "\($0): \(path.printable)\n" }
            }
            if !lines.isEmpty { output += "\n" + lines.joined() }
        }
        // What there is to conclude is said wherever the output goes, to a full disk or to nobody.
        let arrival = Result { try Door.say(styled: output) }
        try conclude(finding)
        try arrival.get()
    }

    /// Where files go; nil where none is written.
    private func place(_ usual: ReportPlace) -> ReportPlace? {
        if let out { return ReportPlace(named: out, for: usual.origin) }
        if json { return nil }
        let (place, other) = usual.free()
        if let other {
            Door.complain("note: \(usual.path) holds the report of \(other); this one goes to \(place.path)\n")
        }
        return place
    }

    /// The files of a report in every format.
    private func files(of document: Document, _ choice: FormatChoice) throws -> [ReportFolder.File] {
        let files = try choice.documents.flatMap { try $0.files(of: document) }
        // The page is what people open; where there is none, everything is named.
        let hasPage = files.contains { $0.name == DocumentPage.fileName }
        let named = [DocumentPage.fileName, DocumentPDF.fileName, DocumentXlsx.fileName]
        return files.map { file in
            let title = !hasPage || named.contains(file.name) ? Self.title(file.name) : nil
            return ReportFolder.File(name: file.name, bytes: file.bytes, pieces: file.pieces, title: title)
        }
    }

    private static func title(_ name: String) -> String {
        switch name {
        case DocumentPage.fileName: "Report"
        case DocumentPDF.fileName: "Print"
        case DocumentXlsx.fileName: "Workbook"
        default: "File"
        }
    }
}

/// How the work of a command is done.
struct WorkArguments: ParsableArguments {
    @Option(help: "Blocks of paths worked on at a time; the result does not depend on it.")
    var workers: Int?

    func validate() throws {
        if let workers, workers < 1 || workers > 4_096 {
            throw ValidationError("--workers must be from 1 to 4096, not \(workers)")
        }
    }
}
