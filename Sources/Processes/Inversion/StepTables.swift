import Synchronization

/// Tables that depend on the length of a step, made when first needed and kept: a process learns its steps only as it
/// is advanced, on any worker.
///
/// Lengths that differ by rounding only, as the pieces of a horizon do, share a table, made for the length to ten
/// digits: so a table never depends on who asked first.
final class StepTables<Table: Sendable>: Sendable {
    private let tables = Mutex<[UInt64: Table]>([:])
    private let make: @Sendable (Double) -> Table

    /// - Parameter make: the table of a step length, in years.
    init(_ make: @escaping @Sendable (Double) -> Table) { self.make = make }

    /// The table of a step.
    func table(for step: TimeStep) -> Table {
        let length = Self.rounded(step.length)
        return tables.withLock { tables in
            if let table = tables[length.bitPattern] { return table }
            let table = make(length)
            tables[length.bitPattern] = table
            return table
        }
    }

    /// The number with its 34 leading bits.
    static func rounded(_ length: Double) -> Double {
        let unit = length.ulp * Double(1 << 19)
        return (length / unit).rounded() * unit
    }
}
