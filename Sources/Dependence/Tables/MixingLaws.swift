import Synchronization

/// The mixing laws made last, for many runs of one law: a backtest asks for the same one on every day between two fits.
///
/// A law's table takes two milliseconds to make and is a function of its parameters alone, so who asked first changes
/// nothing.
final class MixingLaws: Sendable {
    static let shared = MixingLaws()

    private struct Entry: Sendable {
        let degreesOfFreedom: Double
        let numerator: Double
        let law: MixingLaw
    }

    private static let limit = 16
    /// The one asked for last at the end.
    private let entries = Mutex<[Entry]>([])

    /// The law of √(c/χ²_ν).
    func law(degreesOfFreedom ν: Double, numerator: Double) -> MixingLaw {
        let known = entries.withLock { entries -> MixingLaw? in
            guard let place = entries.lastIndex(where: { $0.degreesOfFreedom == ν && $0.numerator == numerator }) else {
                return nil
            }
            let entry = entries.remove(at: place)
            entries.append(entry)
            return entry.law
        }
        if let known { return known }
        // Made outside the lock: two workers may make the same, and either will do.
        let law = MixingLaw(degreesOfFreedom: ν, numerator: numerator)
        entries.withLock { entries in
            if entries.count >= Self.limit { entries.removeFirst() }
            entries.append(Entry(degreesOfFreedom: ν, numerator: numerator, law: law))
        }
        return law
    }
}
