import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Whether the volatilities of a fit have anything to do with the changes that it was fitted to.
///
/// A likelihood may peak where a process makes no sense: where many changes are equal, the variance that it gives them goes to
/// zero. Such a fit converges, has errors, and its figures mislead; so it is refused where it is far off, and a remark where it
/// is off.
extension ProcessFit {
    /// Within these shares of the deviation of the changes nothing is said of today's volatility.
    private static let usualToday = 0.2...10.0
    /// Beyond, the fit is refused.
    private static let possibleToday = 0.05...50.0
    /// The same of the mean over the window.
    private static let usualMean = 0.75...1.35
    private static let possibleMean = 0.4...2.5

    /// The same with what has to be said, where it is possible at all.
    ///
    /// - Parameters:
    ///   - changes: as the process measures them.
    ///   - today: the annual volatility at which a run would start; nil where it is not known.
    /// - Throws: volatilities that have nothing to do with the changes.
    public func judged(by changes: [Double], today: Double?) throws(FitError) -> ProcessFit {
        let count = Double(max(changes.count, 1))
        let deviation = (changes.reduce(0) { $0 + $1 * $1 } / count / FactorSample.step).squareRoot()
        guard deviation > 0 else { return self }
        let squares = volatilities.reduce(0) { $0 + $1 * $1 } / Double(max(volatilities.count, 1))
        let mean = volatilities.isEmpty ? 1 : squares.squareRoot() / deviation
        let last = today.map { $0 / deviation } ?? 1
        guard Self.possibleMean.contains(mean) else {
            throw .unsuitable(
                "the likeliest volatilities are on average \(significant(mean)) times that of the changes"
                    + Self.equalWords(changes),
                hint: "leave out days without trade, or choose another process, such as geometric-brownian-motion")
        }
        guard Self.possibleToday.contains(last) else {
            throw .unsuitable(
                "the volatility of today would be \(significant(last)) times that of the \(changes.count) changes"
                    + Self.equalWords(changes),
                hint: "leave out days without trade, state the volatility, or choose another process")
        }
        var judged = self
        if !Self.usualMean.contains(mean) {
            judged.remarks.append(
                FitRemark(
                    .volatility,
                    "its volatilities are on average \(significant(mean)) times that of the \(changes.count) changes"))
        }
        if !Self.usualToday.contains(last) {
            judged.remarks.append(
                FitRemark(
                    .volatility,
                    "the volatility of today is \(significant(last)) times that of the \(changes.count) changes"))
        }
        return judged
    }

    /// “, of which 432 are zero”, where many are equal; else nothing.
    private static func equalWords(_ changes: [Double]) -> String {
        let equal = EqualChanges(changes)
        guard 4 * equal.count > changes.count else { return "" }
        return ", of which \(equal.count) are \(equal.value == 0 ? "zero" : "equal")"
    }

    /// To two digits; with a power of ten where it is very small or large.
    private func significant(_ value: Double) -> String {
        guard value > 0, value.isFinite else { return "\(value)" }
        let exponent = Int(log10(value).rounded(.down))
        let digits = (value / pow(10, Double(exponent - 1))).rounded()
        guard (-3...3).contains(exponent) else { return "\(digits / 10)e\(exponent)" }
        // A quotient of two whole numbers has the shortest digits.
        return exponent < 1 ? "\(digits / pow(10, Double(1 - exponent)))" : "\(digits * pow(10, Double(exponent - 1)))"
    }
}

/// The value that most changes have.
struct EqualChanges {
    let value: Double
    let count: Int

    init(_ changes: [Double]) {
        var counts: [Double: Int] = [:]
        for change in changes { counts[change, default: 0] += 1 }
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        value = most?.key ?? 0
        count = most?.value ?? 0
    }
}
