import Scenarios
import Settings

/// Whether a run says what its window leaves unknown, and how that is found.
public struct UncertaintySettings: ScenarioSection {
    /// What is asked of the run, and the runs that answer it.
    public struct Plan: Sendable {
        public var runs: ResampledRuns
        public var replications: Int
    }

    public static let key = "uncertainty"
    public static let summary = "what the window leaves unknown of each figure; not asked where left out"

    private static let bootstrap = "bootstrap"
    private static let usualReplications = 200

    public static func shape(in catalog: Catalog) -> Shape {
        .object([
            Setting(
                "estimation", .choice([bootstrap]), .required,
                "bootstrap: the history is drawn anew in blocks of days, the model calibrated to each such history, and the book"
                    + " measured on the same draws"),
            Setting(
                "replications", .count(20...100_000), .optional,
                "histories that are drawn; \(usualReplications) where left out"),
            Setting(
                "block", .days(1...2_520), .optional,
                "the mean length of a block; what suits the history best where left out"),
            Setting("seed", .count(0...Int.max), .optional, "of the histories; 1 where left out"),
        ])
    }

    private var isAsked = false
    private var replications = usualReplications
    private var block: Double?
    private var seed: UInt64 = 1
    private var location: SourceLocation?

    /// Nothing is asked.
    public init() {}

    public init(_ value: Value, in source: SectionSource, issues: inout [Issue]) {
        isAsked = true
        replications = value["replications"]?.count ?? Self.usualReplications
        block = value["block"]?.count.map(Double.init)
        seed = UInt64(value["seed"]?.count ?? 1)
        location = value.location
    }

    /// Nil where nothing is asked.
    public func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> Plan?? {
        guard isAsked, context.base != nil else { return .some(nil) }
        guard let runs = context.resampledRuns(block: block, seed: seed) else {
            remarks.issues.append(
                Issue(
                    "nothing of this run is estimated from a history, so no window leaves anything unknown",
                    hint: "give market.history, or leave uncertainty out", at: location, path: Self.key,
                    from: [.setting(["market", "history"])]))
            return nil
        }
        return Plan(runs: runs, replications: replications)
    }
}
