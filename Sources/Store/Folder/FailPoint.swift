#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Places at which a process can be made to die as by `kill -9`, for tests of what it leaves behind.
///
/// Files have faults of their own (`Files`); these are the places of the database and of a night. `TWIN_FAIL_AT=step.ended:3` kills the process when it comes to that place for the third time. Without the variable a place
/// costs a comparison.
package enum FailPoint: String, CaseIterable, Sendable {
    case catalogueBegun = "catalogue.begun"
    case catalogueWritten = "catalogue.written"
    case catalogueCommitted = "catalogue.committed"
    case rangeWritten = "range.written"
    case stepEnded = "step.ended"
    case sealed = "seal.written"

    /// Where to die, and how often to live through it before.
    private static let wanted: (place: String, times: Int)? = {
        guard let text = getenv("TWIN_FAIL_AT").map({ String(cString: $0) }) else { return nil }
        let parts = text.split(separator: ":")
        guard let place = parts.first else { return nil }
        return (String(place), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }()

    nonisolated(unsafe) private static var passed = 0

    package func reach() {
        guard let wanted = Self.wanted, wanted.place == rawValue else { return }
        Self.passed += 1
        if Self.passed >= wanted.times { kill(getpid(), SIGKILL) }
    }
}
