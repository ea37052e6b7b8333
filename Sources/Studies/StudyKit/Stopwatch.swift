/// Seconds of wall time between readings, from a monotonic clock.
package struct Stopwatch {
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant

    package init() { last = clock.now }

    /// Seconds since the watch was made or last read.
    package mutating func lap() -> Double {
        let now = clock.now
        defer { last = now }
        return last.duration(to: now) / .seconds(1)
    }
}
