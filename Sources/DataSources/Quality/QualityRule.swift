import Market
import Settings

/// A check of price data before anything is estimated from it, and what is done about what it finds.
///
/// A rule looks either at a file as it is (`FileRule`) or at the history of all files together (`HistoryRule`).
public protocol QualityRule: Kind {
    init(_ specification: Specification)

    var treatment: Treatment { get }
    /// What it finds, in the plural: “missing levels”.
    static var finds: String { get }
    /// What may be done about what it refuses, beside another action: “correct the file”.
    static var advice: String { get }
    /// What an action does, for the sentence: “left out”.
    func remedy(_ action: QualityAction) -> String
}

/// A rule about the rows of one file. What it does not refuse, merging puts right: rows are sorted, repetitions dropped.
public protocol FileRule: QualityRule {
    func findings(in table: RawPriceTable) -> [FileFinding]
}

/// A rule about levels. What it does not refuse, its action treats cell by cell.
public protocol HistoryRule: QualityRule {
    static var stage: QualityStage { get }
    /// Whether what it finds on a date depends on later dates.
    static var looksAhead: Bool { get }
    func findings(in market: MergedHistory) -> [Finding]
}

extension HistoryRule {
    public static var looksAhead: Bool { false }
}

/// When a rule looks: all rules of a stage see the same history, treated as those of earlier stages say.
///
/// Within a stage the order of rules is of no account. Levels are filled forward after the last stage, so that no rule
/// mistakes a filled level for an observed one.
public enum QualityStage: CaseIterable, Sendable {
    /// Dates and cells that are not there.
    case presence
    /// Levels that cannot be.
    case levels
    /// Levels that hardly follow from those before.
    case changes
}

/// Something a rule found in a file.
public struct FileFinding: Sendable {
    public var factor: FactorID?
    public var date: CalendarDate
    public var location: SourceLocation
    /// “2020-01-02 follows 2020-01-03”
    public var message: String

    public init(factor: FactorID? = nil, date: CalendarDate, location: SourceLocation, message: String) {
        self.factor = factor
        self.date = date
        self.location = location
        self.message = message
    }
}

/// Something a rule found in the history: a run of dates of one factor, or of all the factors of a file.
public struct Finding: Sendable {
    public var factors: Range<Int>
    /// The dates whose levels the action treats.
    public var dates: Range<Int>
    /// “3 missing levels, until 2020-01-06”
    public var message: String

    public init(factors: Range<Int>, dates: Range<Int>, message: String) {
        self.factors = factors
        self.dates = dates
        self.message = message
    }

    public init(factor: Int, dates: Range<Int>, message: String) {
        self.init(factors: factor..<factor + 1, dates: dates, message: message)
    }
}

extension QualityRule {
    /// The rule as it stands where the scenario does not mention it.
    public init() { self.init(.defaults(of: Self.self)) }

    public static var advice: String { "correct the file" }

    public func remedy(_ action: QualityAction) -> String {
        switch action {
        case .report: "kept as it is"
        case .exclude: "left out"
        case .fillForward: "filled with the last known level"
        case .refuse: "refused"
        }
    }
}

extension Specification {
    /// A kind with every setting as it is where it is left out, but for those given.
    package static func defaults(
        of type: any Kind.Type, replacing given: [String: Value.Content] = [:]
    ) -> Specification {
        var settings = given
        for setting in type.settings where settings[setting.name] == nil {
            if case .defaulted(let content) = setting.presence { settings[setting.name] = content }
        }
        return Specification(kind: type.kind, settings: settings)
    }
}
