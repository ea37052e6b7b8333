import Market
import Settings

/// Jumps of a level by a round ratio: prices in pence and then in pounds, shares before and after a split.
///
/// What is divided by 100, 1,000 or 10,000 within a fifth is another unit: no market moves so. What is divided or multiplied by a
/// ratio of splits, to within what the price moves in a few days and 3 % at the most, is a split: 2:1 to 50:1 and their
/// inverses, and 3:2 and 5:2, which come in one direction alone. A jump is looked for from one known level to the next, over
/// missing ones too. Smaller ratios (5:4, 21:20) are not told from moves of the market; `Adjustment` takes them all the same.
public struct RoundRatio: HistoryRule {
    public static let kind = "round-ratio"
    public static let summary = "a jump by a round ratio: a split, or another unit"
    public static let settings = Treatment.settings(.refuse, of: [.report, .exclude, .refuse], severity: .warning)
    public static let finds = "jumps by round ratios"
    public static let stage = QualityStage.changes
    public static let looksAhead = true
    public static let advice = "name it in market.adjustments, correct the file"

    public let treatment: Treatment

    public init(_ specification: Specification) { treatment = Treatment(specification) }

    /// A jump between two known levels that follow each other.
    struct Jump {
        var earlier: Int
        var later: Int
        /// Parts of the later level, and of the earlier one: (1, 100) from pence to pounds.
        var ratio: (later: Int, earlier: Int)
        var isUnit: Bool

        /// Whether it takes back what another, just before it, did.
        func undoes(_ other: Jump) -> Bool {
            earlier == other.later && ratio == (other.ratio.earlier, other.ratio.later)
        }
    }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.history.factors.enumerated().flatMap { factor, id -> [Finding] in
            let levels = market.levels(of: factor)
            let jumps = Self.jumps(levels, of: id.factorClass)
            var findings: [Finding] = []
            var next = 0
            while next < jumps.count {
                let jump = jumps[next]
                let back = next + 1 < jumps.count ? jumps[next + 1] : nil
                next += 1
                let words = "\(Phrase.number(levels[jump.earlier])) is followed by \(Phrase.number(levels[jump.later]))"
                var message = "\(words), a ratio of \(Self.text(jump.ratio))"
                if let back, back.undoes(jump) {
                    message += ", and that is undone at once: is this level in another unit?"
                    next += 1
                } else {
                    let date = market.history.dates[jump.later]
                    let parts = jump.isUnit ? jump.ratio : (jump.ratio.earlier, jump.ratio.later)
                    message +=
                        ": is it \(jump.isUnit ? "another unit" : "a split")? As an adjustment it would read"
                        + " {date: \(date), factor: \(id), kind: \(jump.isUnit ? "unit" : "split"), value: \"\(Self.text(parts))\"}"
                }
                findings.append(Finding(factor: factor, dates: jump.later..<jump.later + 1, message: message))
            }
            return findings
        }
    }

    private static func text(_ ratio: (Int, Int)) -> String { "\(ratio.0):\(ratio.1)" }

    private static let units = [100, 1_000, 10_000]
    private static let splits = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50]
    /// With fewer, splits are not looked for.
    private static let leastChanges = 10
    /// How near to a ratio of units, as a logarithm.
    private static let unitTolerance = 0.2
    /// How near to a ratio of splits at the most.
    private static let splitTolerance = 0.03

    /// Every jump by a round ratio, in order.
    static func jumps(_ levels: [Double], of factorClass: FactorClass) -> [Jump] {
        let known = levels.indices.filter { levels[$0].isFinite && levels[$0] != 0 }
        let steps = Array(zip(known, known.dropFirst()))
        let isPrice = factorClass.change == .logarithmic
        let sizes = steps.map { earlier, later -> Double in
            let ratio = levels[later] / levels[earlier]
            return ratio > 0 ? ChangeConvention.logarithmic.change(from: 1, to: ratio) : .nan
        }
        // Most levels never move by so much, and then there is nothing to measure.
        guard sizes.contains(where: { $0.magnitude > 0.35 }) else { return [] }
        let changes = isPrice ? sizes : steps.map { levels[$1] - levels[$0] }
        let deviation = RobustScale(of: changes.filter(\.isFinite))?.deviation ?? 0
        let all = steps.indices.compactMap { index -> Jump? in
            let (earlier, later) = steps[index]
            let size = sizes[index]
            guard size.isFinite, let found = ratio(size, deviation: isPrice ? deviation : 0, isPrice: isPrice) else {
                return nil
            }
            // A rate near zero may well be a hundred times as high on the next day.
            guard isPrice || changes[index].magnitude > 15 * deviation else { return nil }
            let ratio = size > 0 ? (found.parts.more, found.parts.less) : (found.parts.less, found.parts.more)
            return Jump(earlier: earlier, later: later, ratio: ratio, isUnit: found.isUnit)
        }
        // A split is not undone: what is, is a level that is wrong, and a spike. Of few levels nobody knows how they move.
        return all.indices.filter { index in
            let jump = all[index]
            let next = index + 1 < all.count ? all[index + 1] : nil
            let last = index > 0 ? all[index - 1] : nil
            let isUndone = next.map { $0.undoes(jump) } ?? false || last.map { jump.undoes($0) } ?? false
            // No market is ten times as high for a day: that is a slip of the decimal point.
            let isSlip = isUndone && isPrice && max(jump.ratio.later, jump.ratio.earlier) >= 10
            return jump.isUnit || isSlip || !isUndone && steps.count >= leastChanges
        }.map { all[$0] }
    }

    /// The round ratio that a change of the logarithm is near to.
    private static func ratio(
        _ size: Double, deviation: Double, isPrice: Bool
    ) -> (parts: (more: Int, less: Int), isUnit: Bool)? {
        func distance(_ more: Int, _ less: Int) -> Double {
            (size.magnitude - ChangeConvention.logarithmic.change(from: Double(less), to: Double(more))).magnitude
        }
        if let unit = units.first(where: { distance($0, 1) < unitTolerance }) { return ((unit, 1), true) }
        guard isPrice, size.magnitude > 6 * deviation else { return nil }
        let tolerance = min(max(3 * deviation, 0.01), splitTolerance)
        if let split = splits.first(where: { distance($0, 1) <= tolerance }) { return ((split, 1), false) }
        guard size < 0 else { return nil }
        return [(3, 2), (5, 2)].first { distance($0.0, $0.1) <= tolerance }.map { (($0.0, $0.1), false) }
    }
}
