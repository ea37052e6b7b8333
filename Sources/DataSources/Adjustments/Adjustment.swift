import Market
import Settings

/// A day on which a level changed its meaning: what lies before it is put in terms of what comes after.
///
/// - `split`, `4:1`: four new shares for one old; earlier levels are divided by 4.
/// - `unit`, `1:100`: a level of 100 before is one of 1 after, as from pence to pounds.
/// - `share-dividend`, `5%`: five new shares for a hundred old ones; earlier levels are divided by 1.05.
/// - `dividend`, `0.82`: paid in the currency and unit of the level of the day before; earlier levels are multiplied by one less
///   its share of that level. Source: Center for Research in Security Prices, “CRSP Data Definitions”, cumulative factor to
///   adjust price.
public struct Adjustment: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case split, unit
        case shareDividend = "share-dividend"
        case dividend
    }

    /// The first day of the new levels.
    public var date: CalendarDate
    public var factor: FactorID
    public var kind: Kind
    /// What earlier levels are multiplied by; for a dividend, its amount.
    var number: Double
    public var location: SourceLocation?

    /// - Parameter value: as it is written.
    /// - Throws: an issue without a place where the kind cannot have that value.
    public init(
        _ kind: Kind, of factor: FactorID, on date: CalendarDate, value: String, at location: SourceLocation? = nil
    ) throws(Issue) {
        self.kind = kind
        self.factor = factor
        self.date = date
        self.location = location
        let parts = value.split(separator: ":", omittingEmptySubsequences: false).map { part in
            NumberSyntax.number(String(part.drop { $0 == " " })).flatMap { $0 > 0 ? $0 : nil }
        }
        switch (kind, parts.count, parts.first ?? nil, parts.last ?? nil) {
        case (.split, 1, let many?, _): number = 1 / many
        case (.split, 2, let new?, let old?): number = old / new
        case (.unit, 1, let ratio?, _): number = ratio
        case (.unit, 2, let later?, let earlier?): number = later / earlier
        case (.shareDividend, 1, let share?, _): number = 1 / (1 + share)
        case (.dividend, 1, let amount?, _): number = amount
        default:
            let example =
                switch kind {
                case .split: "4:1 for four new shares in place of one"
                case .unit: "1:100 where 100 before is 1 after"
                case .shareDividend: "5% for five new shares to a hundred"
                case .dividend: "0.82, an amount in the unit of the level"
                }
            throw Issue("“\(value)” is no value of a \(kind.rawValue)", hint: "write it as in \(example)")
        }
    }

    /// In words, given what earlier levels were multiplied by.
    func words(_ scale: Double) -> String {
        let by =
            scale < 1
            ? "divided by \(Phrase.rounded(1 / scale, decimals: 6))"
            : "multiplied by \(Phrase.rounded(scale, decimals: 6))"
        let reason =
            switch kind {
            case .split: "a split"
            case .unit: "another unit"
            case .shareDividend: "a dividend in shares"
            case .dividend: "a dividend of \(Phrase.number(number))"
            }
        return "levels before are \(by): \(reason)"
    }
}
