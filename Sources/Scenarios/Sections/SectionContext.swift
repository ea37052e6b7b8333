import DataSources
import Market
import Settings
import Simulation

/// What a section may ask of its scenario while it is resolved.
public struct SectionContext: Sendable {
    /// What can be told of the run; nil where nothing of today's is asked.
    private let assembly: RunAssembly?
    private let prepared: PreparedScenario

    init(_ prepared: PreparedScenario, _ assembly: RunAssembly?) {
        self.prepared = prepared
        self.assembly = assembly
    }

    public var catalog: Catalog { prepared.catalog }

    /// With its sections as they are written.
    public var scenario: Scenario { prepared.scenario }

    /// Whether nothing was found wrong so far, with the scenario as it is written or with its run.
    public var isSound: Bool { (assembly?.issues ?? prepared.issues).isEmpty }

    /// Those of the positions, in their order; nil where there is no position.
    public var books: [String]? { prepared.positions.isEmpty ? nil : prepared.positions.map(\.book) }

    /// Every factor that the data name, in their order.
    public var available: [FactorID] { prepared.data.available }

    /// What the portfolio needs of the market; nil where the data could not be read.
    public var factors: [FactorID]? { assembly?.factors }

    /// The run, and what it was made of; nil where it cannot be made, which is told elsewhere.
    public var base: RunBase? { assembly?.base }

    /// The market of the run with further factors, calibrated as the scenario says, and their history.
    ///
    /// - Throws: what is wrong with the data or the model of the wider market.
    public func market(
        with further: [FactorID]
    ) throws(Issues) -> (market: BoundMarket, history: PriceHistory) {
        guard let assembly, let run = base?.run else { preconditionFailure("there is a market to widen") }
        return try assembly.market(of: run, with: further)
    }

    /// The runs that there would be had the history of this one been another; nil where it rests on none.
    ///
    /// - Parameters:
    ///   - block: the mean length of the blocks of days that are drawn together; nil for what suits the history.
    ///   - seed: of the draws.
    public func resampledRuns(block: Double?, seed: UInt64) -> ResampledRuns? {
        assembly?.resampledRuns(block: block, seed: seed)
    }

    /// The changes that the covariances of the run were estimated from; nil where its factors rest on different days.
    public var windowChanges: WindowChanges? { assembly?.calibration?.windowChanges }

    /// The run of a variant of the scenario as of the same date.
    ///
    /// - Parameter variant: as `SectionSource` made it.
    /// - Throws: every mistake that could be found.
    public func resolve(_ variant: Scenario) throws(Issues) -> ResolvedRun {
        let changed = prepared.withDecoded(variant)
        return if let assembly { try changed.resolve(asOf: assembly.asOf) } else { try changed.resolve() }
    }

    /// The first and the last date of any history; nil where there is none.
    public var dates: ClosedRange<CalendarDate>? {
        guard let first = prepared.data.firstDate, let last = prepared.data.lastDate else { return nil }
        return first...last
    }

    /// The runs of the scenario, or of a variant of it, as of many dates.
    ///
    /// - Parameters:
    ///   - variant: as `SectionSource` made it; nil for the scenario itself.
    ///   - confidences: of the figures that will be measured, which the sample must reach.
    ///   - last: the last date of which anything is asked.
    /// - Throws: every mistake that does not depend on a date.
    public func series(
        of variant: Scenario?, confidences: [Scenario.Located<ConfidenceLevel>], through last: CalendarDate
    ) throws(Issues) -> RunSeries {
        try RunSeries(
            variant.map(prepared.withDecoded) ?? prepared, confidences: confidences, through: last)
    }
}
