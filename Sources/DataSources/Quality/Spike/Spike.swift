import Market
import Settings

/// Levels whose change from the date before is far out of line with the factor's other changes.
///
/// The change, in the class's own convention, is compared with the median of all changes in units of their
/// `RobustScale`, which crises hardly move. Two changes out of line in a row that all but cancel are one bad level; a
/// jump that stays is a finding on its first date. Changes next to a missing level do not count, nor do those at a round ratio,
/// which are a matter of `RoundRatio`.
/// At the default threshold the shares of large companies show about one finding each in the fifteen years from 2008.
///
/// Source: F. R. Hampel, “The influence curve and its role in robust estimation”, JASA 69, 1974; B. Iglewicz and
/// D. C. Hoaglin, “How to detect and handle outliers”, ASQC, 1993.
public struct Spike: HistoryRule {
    public static let kind = "spike"
    public static let summary = "a change far out of line with the factor's others"
    public static let settings =
        [
            Setting(
                "threshold", .number(.positive), .defaulted(.number(15)),
                "how many robust standard deviations from the median change are too many")
        ] + Treatment.settings(.report, of: QualityAction.allCases)
    public static let finds = "changes out of line"
    public static let stage = QualityStage.changes
    public static let looksAhead = true

    public let treatment: Treatment
    /// In robust standard deviations.
    public let threshold: Double

    public init(_ specification: Specification) {
        treatment = Treatment(specification)
        threshold = specification.number("threshold")
    }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.history.factors.enumerated().flatMap { factor, id in
            let levels = market.levels(of: factor)
            let told = Set(RoundRatio.jumps(levels, of: id.factorClass).map(\.later))
            return findings(levels, of: factor, id.factorClass.change).filter { finding in
                !told.contains(finding.dates.lowerBound) && !told.contains(finding.dates.upperBound)
            }
        }
    }

    private func findings(_ levels: [Double], of factor: Int, _ convention: ChangeConvention) -> [Finding] {
        let changes = zip(levels, levels.dropFirst()).map { convention.change(from: $0, to: $1) }
        guard let scale = RobustScale(of: changes.filter(\.isFinite)) else { return [] }
        func score(_ change: Double) -> Double { (change - scale.median) / scale.deviation }

        var findings: [Finding] = []
        var index = 0
        while index < changes.count {
            defer { index += 1 }
            let height = score(changes[index])
            guard abs(height) > threshold, changes[index].isFinite else { continue }
            let words = Self.words(from: levels[index], to: levels[index + 1], convention)
            let deviations = Phrase.rounded(abs(height), decimals: 1)
            var message = "a change of \(words) is \(deviations) robust standard deviations from the median"
            if index + 1 < changes.count, isReturn(score(changes[index + 1]), from: height),
                abs(score(changes[index] + changes[index + 1])) <= threshold
            {
                message += ", and is undone on the next date"
                index += 1
                findings.append(Finding(factor: factor, dates: index..<index + 1, message: message))
            } else {
                findings.append(Finding(factor: factor, dates: index + 1..<index + 2, message: message))
            }
        }
        return findings
    }

    private func isReturn(_ next: Double, from height: Double) -> Bool {
        abs(next) > threshold && (next < 0) != (height < 0)
    }

    /// “-34.2%” for a price, “0.1271” for a rate.
    private static func words(from earlier: Double, to later: Double, _ convention: ChangeConvention) -> String {
        switch convention {
        case .logarithmic: Phrase.rounded(100 * (later / earlier - 1), decimals: 1) + "%"
        case .absolute: Phrase.rounded(later - earlier, decimals: 6)
        }
    }
}
