import ArgumentParser
import MarketTwin
import Store

/// `twin verify`: whether what is kept is what was written.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a twin's folder, an evidence pack or a report, byte by byte.",
        discussion: """
            Of a folder every object and the journal are hashed again, the chain and the signed heads followed, the catalogue held against \
            the records, and some stretches of stored runs computed again and compared bit by bit. Exit code 65 with the place of what is \
            wrong.

            Examples: twin verify desk · twin verify desk --full · twin verify desk --head kept-elsewhere.note
                      twin verify run-0123456789ab.zip --key desk.pub · twin verify desk/reports/2026-12-01/quickstart
            """)

    @Argument(help: "A twin's folder, an evidence pack, or a report with its provenance.json.", completion: .file())
    var place: String

    @Argument(help: "Runs to compute again; all where left out.")
    var runs: [String] = []

    @Option(
        help: ArgumentHelp("A signed head that was kept elsewhere: it must be of this history.", valueName: "note"),
        completion: .file())
    var head: String?

    @Option(
        help: ArgumentHelp("The public key, kept elsewhere, that must have signed.", valueName: "file"),
        completion: .file())
    var key: String?

    @Option(help: ArgumentHelp("Stretches of paths to compute again, of all that are stored.", valueName: "count"))
    var sample = 20

    @Flag(help: "Compute all of every run again.")
    var full = false

    @Flag(help: "Print JSON and nothing else.")
    var json = false

    @OptionGroup var work: WorkArguments

    func validate() throws {
        if sample < 0 { throw ValidationError("--sample must be at least 0, not \(sample)") }
    }

    func run() throws {
        try Door.guarding {
            let workshop = Workshop.standard(workers: try Start.workers(work.workers ?? Machine.processorCount))
            let key = try key.map { try Store.verifierKey($0) }
            let verification: Verification
            if DurableFile.exists(place + "/journal.sqlite") || DurableFile.exists(place + "/twin.yaml") {
                verification = try Verification(
                    of: TwinFolder(place), sample: chosen,
                    head: try head.map { String(decoding: try DurableFile.read($0), as: UTF8.self) }, key: key,
                    runs: runs, in: workshop)
            } else {
                guard head == nil, runs.isEmpty else {
                    throw StoreError("--head and runs belong to a twin's folder, which \(place) is not", .usage)
                }
                verification =
                    try place.hasSuffix(".zip")
                    ? Verification(ofPack: place, sample: chosen, key: key, in: workshop)
                    : Verification(ofReport: place, key: key)
            }
            try Door.say(json ? FindingJSON().render(verification) : verification.words)
            if !verification.isRight { throw Door.Code.badInput }
        }
    }

    private var chosen: Verification.Sample { full ? .all : .stretches(sample) }
}
