import Kernels

/// A driver of a process beside the correlated one: standard normal, independent of all others.
public enum FurtherDriver: Hashable, Sendable {
    /// One of the factor's own.
    case own
    /// One that all factors share which ask for it by this name: the times of common jumps, a common regime.
    case shared(String)
}

/// The drivers of one factor at one step: the correlated one, and further ones where the process asks for them.
@frozen
public struct Drivers {
    /// Of mean 0 and variance 1.
    public let correlated: UnsafeBufferPointer<Double>
    /// Rows among which the further drivers are.
    public let rows: Rows
    /// The row of each further driver, in the order of `furtherDrivers`.
    public let places: UnsafeBufferPointer<Int>

    @inlinable
    public init(correlated: UnsafeBufferPointer<Double>, rows: Rows, places: UnsafeBufferPointer<Int>) {
        self.correlated = correlated
        self.rows = rows
        self.places = places
    }

    /// A further driver, standard normal: one number a path.
    @inlinable
    public func further(_ index: Int) -> UnsafeBufferPointer<Double> { rows[places[index]] }
}
