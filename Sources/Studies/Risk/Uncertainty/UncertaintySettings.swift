import Calibration
import Scenarios
import Settings
import Simulation

/// Whether a run says what its window leaves unknown, and how that is found.
public struct UncertaintySettings: ScenarioSection {
    /// How it is found.
    public enum Estimation: String, CaseIterable, Sendable {
        /// Histories drawn anew.
        case bootstrap
        /// In closed form, where there is one.
        case analytic
    }

    /// What answers.
    public enum Plan: Sendable {
        case bootstrap(ResampledRuns, replications: Int)
        case analytic(WindowChanges)
    }

    public static let key = "uncertainty"
    public static let summary = "what the window leaves unknown of each figure; not asked where left out"

    private static let usualReplications = 200

    public static func shape(in catalog: Catalog) -> Shape {
        .object([
            Setting(
                "estimation", .choice(Estimation.allCases.map(\.rawValue)), .required,
                "bootstrap: the history is drawn anew in blocks of days, the model calibrated to each such history, and the book"
                    + " measured on the same draws; analytic: in closed form, for {kind: parametric, method: delta-normal}"
            ),
            Setting(
                "replications", .count(20...100_000), .optional,
                "histories that are drawn; \(usualReplications) where left out"),
            Setting(
                "block", .days(1...2_520), .optional,
                "the mean length of a block; what suits the history best where left out"),
            Setting("seed", .count(0...Int.max), .optional, "of the histories; 1 where left out"),
        ])
    }

    /// Nil where nothing is asked.
    private var estimation: Estimation?
    private var replications = usualReplications
    private var block: Double?
    private var seed: UInt64 = 1
    private var location: SourceLocation?

    /// Nothing is asked.
    public init() {}

    public init(_ value: Value, in source: SectionSource, issues: inout [Issue]) {
        estimation = value["estimation"]?.text.flatMap(Estimation.init)
        replications = value["replications"]?.count ?? Self.usualReplications
        block = value["block"]?.count.map(Double.init)
        seed = UInt64(value["seed"]?.count ?? 1)
        location = value.location
    }

    /// Nil where nothing is asked.
    public func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> Plan?? {
        guard let estimation, let run = context.base?.run else { return .some(nil) }
        func refuse(_ message: String, hint: String) -> Plan?? {
            remarks.issues.append(
                Issue(
                    message, hint: hint, at: location, path: Self.key, from: [.setting(["market", "history"])]))
            return nil
        }
        guard let runs = context.resampledRuns(block: block, seed: seed) else {
            return refuse(
                "nothing of this run is estimated from a history, so no window leaves anything unknown",
                hint: "give market.history, or leave uncertainty out")
        }
        guard runs.incomplete.isEmpty else {
            let shown = runs.incomplete.prefix(3).map { lack in
                "\(lack.factor) has one on \(Int((100 * lack.share).rounded()))% of them"
            }
            let rest = runs.incomplete.count > 3 ? " and \(runs.incomplete.count - 3) more lack some" : ""
            return refuse(
                "what a window leaves unknown is found for factors with a level on the same days alone:"
                    + " \(shown.joined(separator: ", "))\(rest)",
                hint: "leave uncertainty out, or state what these factors do: their volatilities, without a history")
        }
        guard estimation == .analytic else { return Plan.bootstrap(runs, replications: replications) }
        let isSample = [SampleCovariance.kind, ExponentiallyWeightedCovariance.kind].contains(
            context.scenario.covariance.kind)
        guard run.isLinearLaw, isSample else {
            return refuse(
                "what the window leaves unknown has a closed form for a delta-normal run with covariances of the sample alone",
                hint:
                    "write estimation: bootstrap, or simulation: {kind: parametric, method: delta-normal} and a covariance"
                    + " of kind \(SampleCovariance.kind) or \(ExponentiallyWeightedCovariance.kind)")
        }
        guard let changes = context.windowChanges else {
            return refuse(
                "what the window leaves unknown has a closed form where all volatilities and correlations are estimated on the same days",
                hint: "write estimation: bootstrap")
        }
        return Plan.analytic(changes)
    }
}
