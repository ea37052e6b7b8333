import Kernels
import Market
import Settings

/// Something a position holds a quantity of: it says which market it needs, and values itself by full revaluation.
///
/// An instrument is immutable and knows no path. Positions of one kind are compiled together, once, to a
/// `ValuationBatch` whose cost per block is plain loops.
public protocol Instrument: Kind {
    /// - Throws: an `InstrumentProblem` where the settings contradict each other or the date, such as an expiry that has
    ///   passed.
    init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem)

    /// The factors and curves it is valued with, and the levels it reads before the horizon.
    var requirements: Requirements { get }

    /// The rows of a market that its value is made of, ascending, each once: it reads no other, whatever their levels.
    func rows(in layout: MarketLayout) -> [Int]

    /// Whether its value may be less than 0: who holds what never owes can lose no more than its value today.
    static var canOwe: Bool { get }

    /// Settings that are plain numbers and rates a year, such as a coupon: fractions, which are easily written in percent.
    static var rateSettings: Set<String> { get }

    /// The setting that is a price of its factor, agreed on beforehand; nil where there is none.
    static var strikeSetting: String? { get }

    /// What a unit is worth as a multiple of the only row it reads; nil where it is no multiple.
    func multiple(in layout: MarketLayout) -> Double?

    /// The currency its value is in where that follows from its terms; nil where the position says.
    var currency: Currency? { get }

    /// What it paid on its last day, where its terms name one; nil for one that never ends, or ends a time from the
    /// valuation date.
    static func settlement(_ specification: Specification) -> Settlement?

    /// The currency that it is nothing but an amount of, so that any way from that currency to another values it; nil for
    /// whatever is more.
    static func money(_ specification: Specification) -> Currency?

    /// Compiles positions of this kind to what values them on a block.
    ///
    /// What goes to a row of sums has the same bits whatever else is compiled with it: those of a row are taken in their order,
    /// and what all share is sorted by what it is.
    static func compile(_ holdings: [Holding<Self>], layout: MarketLayout) -> any ValuationBatch
}

extension Instrument {
    public static var canOwe: Bool { true }
    public static var rateSettings: Set<String> { [] }
    public static var strikeSetting: String? { nil }
    public func multiple(in layout: MarketLayout) -> Double? { nil }
}

/// A quantity of an instrument whose value goes to a row of sums.
public struct Holding<Held: Instrument>: Sendable {
    public var instrument: Held
    public var quantity: Double
    /// The row of the sums that gets the value.
    public var sink: Int

    public init(instrument: Held, quantity: Double, sink: Int) {
        self.instrument = instrument
        self.quantity = quantity
        self.sink = sink
    }
}

/// What an instrument needs of the market.
public struct Requirements: Sendable {
    /// A quantity, and the setting that names it (for messages).
    public var quantities: [(setting: String, quantity: Quantity)]
    /// Levels that must be known if their times come before the horizon.
    public var fixings: [Fixing]

    public init(_ quantities: [(setting: String, quantity: Quantity)], fixings: [Fixing] = []) {
        self.quantities = quantities
        self.fixings = fixings
    }
}

/// The level of a factor at a time before the horizon that an instrument reads, such as the price on which an option ends.
public struct Fixing: Hashable, Sendable {
    public var factor: FactorID
    /// Years from the valuation date.
    public var time: Double

    public init(_ factor: FactorID, at time: Double) {
        self.factor = factor
        self.time = time
    }
}

/// A mistake in an instrument's settings, by the setting's name.
public struct InstrumentProblem: Error, Hashable, Sendable {
    public var setting: String
    public var message: String
    public var hint: String?

    public init(_ setting: String, _ message: String, hint: String? = nil) {
        self.setting = setting
        self.message = message
        self.hint = hint
    }
}

/// Positions of one kind, compiled to row indexes: adds their values on a block of paths to rows of sums.
///
/// A value counts what the positions are worth at the time of valuation, and the cash they paid before it.
public protocol ValuationBatch: Sendable {
    /// Rows of scratch memory needed by `addValues`.
    var scratchRowCount: Int { get }

    /// - Parameters:
    ///   - sums: sinks × paths; values are added, each in its own currency.
    ///   - scratch: at least `scratchRowCount × paths`, with anything in it.
    func addValues(_ market: MarketBlock, to sums: MutableRows, scratch: MutableRows)
}
