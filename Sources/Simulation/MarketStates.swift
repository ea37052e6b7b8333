import Instruments
import LinearAlgebra
import Market
import Measures
import Parallelism
import Settings

/// How the market states of a run come about: what its simulation prepared, ready to make them.
///
/// A way of making states is a folder that says all about itself: its states, how the losses on them count, whether there could
/// be more of them, and what of a model has no part in them. Nothing switches over a list of them.
public protocol MarketStates: Sendable {
    /// How the losses on the states count.
    var design: SampleDesign { get }

    /// Whether the states are random draws, of which there could be more.
    var isDrawn: Bool { get }

    /// Whether processes, volatilities and correlations of the model have a part in them; else they come from a history.
    var usesModel: Bool { get }

    /// Whether there are paths on which anything can be valued, seen and paired; else losses are distributed by a law.
    var hasPaths: Bool { get }

    /// Whether figures of a measure can be had.
    func has(_ measure: MeasureDescription) -> Bool

    /// How the losses of a run on these states are distributed.
    ///
    /// - Parameter work: the result does not depend on it.
    func lossModel(of run: BoundRun, work: SimulationWork) throws(LossModelError) -> any LossModel

    /// Days of history that the states are made of; nil where there are none.
    var dayCount: Int? { get }

    /// Successive days of the history that each state repeats, the first beginning with the first; nil where none does.
    var repeatedDays: Int? { get }

    /// What makes the states, block by block.
    ///
    /// - Parameters:
    ///   - fixings: levels that instruments read before the horizon.
    ///   - paths: those to make, in any order, each with the bits that it has in the whole; nil for all.
    func source(
        on market: BoundMarket, sampling: Sampling, fixings: [Fixing], paths: [Int]?
    ) -> any RunSource

    /// The same for some of the factors in another order.
    func selecting(_ places: [Int]) -> Self

    /// Whether one can take the place of the other under the same settings.
    func hasShape(of other: any MarketStates) -> Bool

    /// What a run stores of them.
    var record: StatesRecord { get }

    /// What a reader must know of figures on them: what of the model they do not honour, and fits that ended at a bound.
    func remarks(on run: BoundRun) -> [DataIssue]
}

extension MarketStates {
    public var design: SampleDesign { .independent }
    public var hasPaths: Bool { true }
    public func has(_ measure: MeasureDescription) -> Bool { true }

    public func lossModel(of run: BoundRun, work: SimulationWork) throws(LossModelError) -> any LossModel {
        SampledLosses(run.profitAndLoss(by: work), design: design)
    }

    public var dayCount: Int? { nil }
    public var repeatedDays: Int? { nil }
    public func selecting(_ places: [Int]) -> Self { self }
    public func hasShape(of other: any MarketStates) -> Bool { other is Self }
    public func remarks(on run: BoundRun) -> [DataIssue] { usesModel ? [] : run.unheardModel }
}

/// Market states as plain data: numbers under names, for the one who made them to read back.
public struct StatesRecord: Sendable, Hashable, Codable {
    /// The whole numbers and words among them.
    public var settings: [String: Value.Content]
    public var numbers: [String: [Double]]
    public var tables: [String: Matrix]

    public init(
        settings: [String: Value.Content] = [:], numbers: [String: [Double]] = [:], tables: [String: Matrix] = [:]
    ) {
        self.settings = settings
        self.numbers = numbers
        self.tables = tables
    }

    /// - Throws: where a stored run lacks it.
    func numbers(_ name: String) throws(RunProblem) -> [Double] {
        guard let values = numbers[name] else { throw RunProblem("its market states lack “\(name)”") }
        return values
    }

    /// - Throws: where a stored run lacks it.
    func table(_ name: String) throws(RunProblem) -> Matrix {
        guard let table = tables[name] else { throw RunProblem("its market states lack “\(name)”") }
        return table
    }

    /// - Throws: where a stored run lacks it.
    func count(_ name: String) throws(RunProblem) -> Int {
        guard case .count(let count)? = settings[name] else { throw RunProblem("its market states lack “\(name)”") }
        return count
    }

    /// - Throws: where a stored run lacks one of them, or has a word that is none of these.
    func words<Word: RawRepresentable<String>>(_ name: String) throws(RunProblem) -> [Word] {
        guard case .list(let items)? = settings[name] else { throw RunProblem("its market states lack “\(name)”") }
        let words = items.compactMap { item -> Word? in
            if case .text(let text) = item { Word(rawValue: text) } else { nil }
        }
        guard words.count == items.count else { throw RunProblem("its market states have an unknown “\(name)”") }
        return words
    }
}

extension [String: Value.Content] {
    /// Words under a name, for a record.
    static func words<Word: RawRepresentable<String>>(_ name: String, _ words: [Word]) -> Self {
        [name: .list(words.map { .text($0.rawValue) })]
    }
}

/// Why the parts of a run do not go together, in a sentence without a full stop.
///
/// A run that a scenario was resolved to has no problem. One that was stored by another version, or put together from parts of
/// others, may have: a kind that nobody knows, positions that have expired by its date or need factors that its market lacks,
/// processes that its dependence cannot drive.
public struct RunProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }

    init(_ unknown: UnknownKind) { self.init(unknown.description + "; " + unknown.hint) }
}
