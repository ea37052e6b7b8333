import ArgumentParser
import Journal
import MarketTwin
import Store

/// `twin runs FOLDER`: what was run, found, shown, compared, taken along and removed again.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List, show, compare, pack or prune the runs that a twin's folder keeps.",
        discussion: """
            twin runs FOLDER                  the newest first; --since, --scenario, --book, --where choose
            twin runs FOLDER show ID          all that is kept of a run; the beginning of an id, or “latest”
            twin runs FOLDER files ID         its files; --out DIR writes them there
            twin runs FOLDER compare A B      why figures changed from one run to another
            twin runs FOLDER history          figures from date to date, and what came of the forecasts; --out DIR writes a page
            twin runs FOLDER pack ID          scenario, data, run, report and proof in one file, for “twin verify”
            twin runs FOLDER prune --keep 90  removes older runs (of those chosen), and what no other needs; --dry-run says which
            twin runs FOLDER rebuild          makes the catalogue again of the journal and the objects

            --where compares figures (var, es, var99, expected-shortfall@97.5 …) and facts (value, paths, exit, breaches, warnings, \
            issues, seconds, scenario, asOf, night, who): --where 'es > 2M and breaches = 0'
            """)

    @OptionGroup var twin: TwinFolderArgument

    @Argument(help: "show ID, files ID, compare A B, history, pack ID, prune, rebuild; a list where left out.")
    var action: [String] = []

    @Option(help: "Runs as of this date or later.")
    var since: String?

    @Option(help: "Runs of this scenario.")
    var scenario: String?

    @Option(help: "Runs that have this book; its figures are listed and compared.")
    var book: String?

    @Option(name: .customLong("where"), help: ArgumentHelp("Runs that satisfy this.", valueName: "condition"))
    var condition: String?

    @Option(help: "The newest so many; 40 where left out, all with --json.")
    var limit: Int?

    @Option(help: ArgumentHelp("How many of the newest runs of each scenario stay (prune).", valueName: "count"))
    var keep: Int?

    @Flag(help: "Say what would go, and remove nothing (prune).")
    var dryRun = false

    @Option(help: ArgumentHelp("Write files here (files, history, pack).", valueName: "dir"))
    var out: String?

    @Flag(help: "Print JSON and nothing else.")
    var json = false

    @OptionGroup var work: WorkArguments

    func validate() throws {
        let counts = ["show": 1, "files": 1, "compare": 2, "history": 0, "pack": 1, "prune": 0, "rebuild": 0]
        if let first = action.first {
            guard let count = counts[first] else {
                let near =
                    Suggestion.nearest(to: first, among: counts.keys.sorted()).map { "did you mean “\($0)”? " } ?? ""
                throw ValidationError(
                    "“\(first)” is nothing to do with runs; \(near)known: \(counts.keys.sorted().joined(separator: ", "))"
                )
            }
            guard action.count == count + 1 else {
                let words = ["no further word", "an id", "two ids"][count]
                throw ValidationError(
                    "\(first) takes \(words): “twin runs \(twin.folder) \(first)\(count > 0 ? " latest" : "")”")
            }
        }
        if let since, CalendarDate(iso: since) == nil {
            throw ValidationError("--since takes a date as in 2026-12-01, not “\(since)”")
        }
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit)") }
        if let keep, keep < 0 { throw ValidationError("--keep must be at least 0, not \(keep)") }
        if (keep != nil || dryRun) && action.first != "prune" {
            throw ValidationError("--keep and --dry-run belong to prune")
        }
        if action.first == "prune", keep == nil, condition == nil {
            throw ValidationError(
                "prune needs a rule: --keep COUNT, or --where CONDITION, as in --where 'asOf < 2025-01-01'")
        }
    }

    func run() throws {
        try Door.guarding {
            let writes = ["prune", "rebuild"].contains(action.first)
            try Store.withStore(twin.place, isReadOnly: !writes) { store in
                let runs = StoredRuns(store, catalog: .standard)
                switch action.first {
                case "show": try show(runs)
                case "files": try files(runs)
                case "compare": try compare(runs)
                case "history": try history(runs)
                case "pack": try pack(runs)
                case "prune": try prune(runs)
                case "rebuild": try Door.say("\(NumberText.counted(try runs.rebuild(), "run")) in the catalogue.\n")
                default: try list(runs)
                }
            }
        }
    }

    private func query(limit: Int?) throws -> RunQuery {
        RunQuery(
            since: since.flatMap { CalendarDate(iso: $0) }, scenario: scenario, book: book,
            condition: try condition.map {
                try RunCondition($0, kinds: Catalog.standard.kinds.measures.members.map { $0.kind })
            },
            limit: limit)
    }

    private func list(_ runs: StoredRuns) throws {
        let query = try query(limit: limit ?? (json ? nil : 40))
        let listing = try runs.store.read { db in
            try RunListing(
                query, in: twin.place.path, version: Machine.version,
                measures: Catalog.standard.kinds.measures.members, db: db)
        }
        try json ? Door.say(listing.json) : show(listing.document)
    }

    private func show(_ document: Document) throws {
        try Door.say(styled: DocumentText(usesColor: Door.usesColor, reading: .screen).render(document))
    }

    private func show(_ runs: StoredRuns) throws {
        let id = try runs.id(action[1])
        let record = try runs.record(id)
        if json { return try Door.say(String(decoding: try runs.store.objects.get(id), as: UTF8.self) + "\n") }
        try show(Document(record, id: id, version: Machine.version))
    }

    private func files(_ runs: StoredRuns) throws {
        let record = try runs.record(try runs.id(action[1]))
        let list = record.inputs.map { ("inputs/" + $0.name, $0) } + record.outputs.map { ("outputs/" + $0.name, $0) }
        if let out {
            for (name, file) in list { try DurableFile.lay(try runs.store.objects.get(file.object), at: name, in: out) }
        }
        struct Listed: Encodable {
            var name: String
            var sha256: ContentHash
            var size: Int
        }
        if json {
            return try Door.say(
                FindingJSON().render(["files": list.map { Listed(name: $0.0, sha256: $0.1.object, size: $0.1.size) }]))
        }
        for (name, file) in list {
            try Door.say("\(file.object.description.prefix(12))  \(NumberText.integer(file.size)) bytes  \(name)\n")
        }
        if let out { try Door.say("Written to \(out)\n") }
    }

    private func compare(_ runs: StoredRuns) throws {
        let ids = try action.dropFirst().map { try runs.id($0) }
        let workshop = Workshop.standard(workers: try Start.workers(work.workers ?? Machine.processorCount))
        let comparison = try RunPair(ids[0], ids[1], in: runs).comparison(in: workshop)
        if json { return try Door.say(ComparisonStudy().json(of: comparison)) }
        try show(ComparisonStudy().document(of: comparison))
    }

    private func history(_ runs: StoredRuns) throws {
        let history = try runs.store.read { db in
            try FigureHistory(query(limit: nil), book: book ?? "", in: db)
        }
        if json { return try Door.say(FindingJSON().render(history)) }
        let document = history.document(folder: twin.place.path, version: Machine.version)
        try show(document)
        if let out {
            let folder = try ReportFolder(
                ReportPlace(named: out, for: twin.place.journal), for: [DocumentPage.fileName, "report.csv"])
            let files = try [DocumentPage().files(of: document), DocumentCSV().files(of: document)].flatMap(\.self)
            _ = try folder.write(files.map { .init(name: $0.name, bytes: $0.bytes) })
            try Door.say("Written to \(out)/\(DocumentPage.fileName)\n")
        }
    }

    private func pack(_ runs: StoredRuns) throws {
        let id = try runs.id(action[1])
        let pack = try EvidencePack(of: id, in: runs)
        let path = (out.map { $0 + "/" } ?? "") + "run-\(id.description.prefix(12)).zip"
        if let out { try DurableFile.makeFolder(out) }
        let bytes = try pack.archive.written
        try DurableFile.write(bytes, to: path)
        try Door.say(
            "\(path): \(NumberText.counted(pack.objects.count, "object")), \(NumberText.integer(bytes.count)) bytes;"
                + " “twin verify \(path)” checks it on any machine.\n")
    }

    private func prune(_ runs: StoredRuns) throws {
        let pruned = try runs.prune(query(limit: nil), keeping: keep ?? 0, isTrial: dryRun)
        for row in pruned.runs {
            try Door.say("\(row.id.prefix(12))  \(row.asOf)  \(row.scenario)\n")
        }
        try Door.say(
            "\(dryRun ? "Would remove" : "Removed") \(NumberText.counted(pruned.runs.count, "run")), "
                + "\(NumberText.counted(pruned.objects, "object")), \(NumberText.integer(pruned.bytes)) bytes.\n")
    }
}
