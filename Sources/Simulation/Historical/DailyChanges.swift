import LinearAlgebra
import Market

/// The changes of all factors of a run from one business day to the next.
public struct DailyChanges: Sendable {
    public var factors: [FactorID]
    /// How the changes of each are measured.
    public var conventions: [ChangeConvention]
    /// Days × factors, the oldest first.
    public var changes: Matrix
    /// The later of the two dates of each change.
    public var dates: [CalendarDate]

    /// Of no factor, for simulations that need no history.
    public static let none = DailyChanges(
        factors: [], conventions: [], changes: Matrix(rowCount: 0, columnCount: 0), dates: [])

    public init(factors: [FactorID], conventions: [ChangeConvention], changes: Matrix, dates: [CalendarDate]) {
        precondition(changes.rowCount == dates.count && changes.columnCount == factors.count)
        precondition(conventions.count == factors.count, "one convention a factor")
        self.factors = factors
        self.conventions = conventions
        self.changes = changes
        self.dates = dates
    }
}
