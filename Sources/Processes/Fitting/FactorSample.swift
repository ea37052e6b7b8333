import Market

/// The history of one factor as a process is fitted to it: daily moves, each from a level to the next.
///
/// A day whose level is missing is not a move; so `to[i]` is `from[i + 1]` unless levels are missing between them.
public struct FactorSample: Sendable {
    public let factor: FactorID
    /// The level before each move, the oldest first.
    public let from: [Double]
    /// The level after each move.
    public let to: [Double]
    /// The date after each move.
    public let dates: [CalendarDate]

    /// Years from one level to the next: a business day.
    public static let step = 1.0 / 252

    public init(factor: FactorID, from: [Double], to: [Double], dates: [CalendarDate]) {
        precondition(from.count == to.count && from.count == dates.count, "a date for each move")
        self.factor = factor
        self.from = from
        self.to = to
        self.dates = dates
    }

    /// A sample without gaps: consecutive levels.
    public init(factor: FactorID, levels: [Double], dates: [CalendarDate]) {
        self.init(
            factor: factor, from: Array(levels.dropLast()), to: Array(levels.dropFirst()),
            dates: Array(dates.dropFirst()))
    }

    public var count: Int { from.count }

    /// The moves in a convention.
    public func changes(_ convention: ChangeConvention) -> [Double] {
        zip(from, to).map { convention.change(from: $0, to: $1) }
    }
}
