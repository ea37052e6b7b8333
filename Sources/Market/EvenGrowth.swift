#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Whether levels grow evenly, so that their changes differ by nothing but the digits in which they are written: a deposit.
///
/// That is the same amount or the same factor from row to row, or from calendar day to calendar day; what is left of the levels
/// about such a path must be within the rounding of their last written digit, and levels must rise or fall throughout. So do
/// levels that stand still but for a billionth of them. A level that has moved by less than five of those digits, or was seen
/// on fewer than ten moves, is taken at its word.
public enum EvenGrowth {
    /// - Parameters:
    ///   - from: the level before each move, the oldest first.
    ///   - to: the level after it.
    ///   - dates: of the levels after the moves.
    public static func holds(from: [Double], to: [Double], dates: [CalendarDate]) -> Bool {
        guard to.count >= 10, let first = to.first, let last = to.last else { return false }
        if flickers(from + to) { return true }
        let isRising = last > first
        for (a, b) in zip(from, to) where !(a.isFinite && b.isFinite) || (isRising ? b < a : b > a) { return false }
        let levels = from + to
        let largest = levels.reduce(0) { max($0, $1.magnitude) }
        let digit = lastDigit(of: levels)
        let rounding = digit.map { 1.5 * $0 } ?? 1e-11 * largest
        guard (last - first).magnitude > (digit.map { 5 * $0 } ?? rounding) else { return false }
        let runs = runs(from: from, to: to, dates: dates)
        let rows = runs.map { run in (levels: run.levels, times: run.levels.indices.map(Double.init)) }
        // The date of a run's first level is not known.
        let days = runs.map { run in
            (
                levels: Array(run.levels.dropFirst()),
                times: run.dates.map { Double($0.days(since: run.dates[0])) }
            )
        }
        let isPositive = levels.allSatisfy { $0 > 0 }
        return [rows, days].contains { clock in
            isStraight(clock, within: rounding, by: { $0 }, back: { $0 })
                || isPositive && isStraight(clock, within: rounding, by: { log($0) }, back: { exp($0) })
        }
    }

    /// Whether levels move, by less than a billionth.
    private static func flickers(_ levels: [Double]) -> Bool {
        guard let low = levels.min(), let high = levels.max(), low < high else { return false }
        return high - low <= 1e-9 * max(low.magnitude, high.magnitude)
    }

    private typealias Path = (levels: [Double], times: [Double])

    /// Stretches without a missing level, each with the dates of its levels but the first.
    private static func runs(
        from: [Double], to: [Double], dates: [CalendarDate]
    ) -> [(levels: [Double], dates: [CalendarDate])] {
        var runs: [(levels: [Double], dates: [CalendarDate])] = []
        for index in to.indices {
            if index > 0, from[index] == to[index - 1] {
                runs[runs.count - 1].levels.append(to[index])
                runs[runs.count - 1].dates.append(dates[index])
            } else {
                runs.append(([from[index], to[index]], [dates[index]]))
            }
        }
        return runs
    }

    private static func isStraight(
        _ paths: [Path], within rounding: Double, by scale: (Double) -> Double, back: (Double) -> Double
    ) -> Bool {
        var (rise, time) = (0.0, 0.0)
        for path in paths {
            guard let first = path.levels.first, let last = path.levels.last, let end = path.times.last else {
                continue
            }
            rise += scale(last) - scale(first)
            time += end - path.times[0]
        }
        guard time > 0 else { return false }
        let slope = rise / time
        return paths.allSatisfy { path in
            guard let first = path.levels.first else { return true }
            return zip(path.levels, path.times).allSatisfy { level, time in
                (level - back(scale(first) + slope * (time - path.times[0]))).magnitude <= rounding
            }
        }
    }

    /// The unit of the last decimal place that any level needs, from 1 to 10⁻⁸; nil where they have more.
    private static func lastDigit(of levels: [Double]) -> Double? {
        var power = 1.0
        for _ in 0...8 {
            if levels.allSatisfy({ ($0 * power - ($0 * power).rounded()).magnitude < 1e-5 }) { return 1 / power }
            power *= 10
        }
        return nil
    }
}
