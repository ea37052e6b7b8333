import Market
import Settings

/// How a file writes its dates: `YYYY-MM-DD`, `DD.MM.YYYY`, `MM/DD/YY`, `D MMM YYYY`, and a time of midnight after them or not.
///
/// `YYYY` and `YY` (1970 to 2069) are years, `MM` and `M` months, `MMM` their first three letters in English, `DD` and `D` days;
/// `M` and `D` have one digit or two. Whatever else stands in a pattern stands in the dates.
public struct DatePattern: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case year(Int), month(ClosedRange<Int>), monthName, day(ClosedRange<Int>)
        case literal(Character)
    }

    private let parts: [Part]
    public let text: String
    /// Whether a time of midnight may follow, with or without a time zone.
    public var readsMidnight: Bool

    public static let iso = DatePattern("YYYY-MM-DD")!

    /// - Returns: nil where a year, a month or a day is missing or there twice.
    public init?(_ text: String, readsMidnight: Bool = false) {
        var parts: [Part] = []
        var rest = text[...]
        let tokens: [(String, Part)] = [
            ("YYYY", .year(4)), ("YY", .year(2)), ("MMM", .monthName), ("MM", .month(2...2)), ("M", .month(1...2)),
            ("DD", .day(2...2)), ("D", .day(1...2)),
        ]
        while let character = rest.first {
            if let (token, part) = tokens.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part)
                rest = rest.dropFirst(token.count)
            } else {
                parts.append(.literal(character))
                rest = rest.dropFirst()
            }
        }
        func count(_ isPart: (Part) -> Bool) -> Int { parts.count(where: isPart) }
        let years = count { if case .year = $0 { true } else { false } }
        let months = count { part in
            switch part {
            case .month, .monthName: true
            default: false
            }
        }
        let days = count { if case .day = $0 { true } else { false } }
        guard (years, months, days) == (1, 1, 1) else { return nil }
        self.parts = parts
        self.text = text
        self.readsMidnight = readsMidnight
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// The date that a text is; nil where it is none of this pattern.
    public func date(_ text: String) -> CalendarDate? {
        var rest = text[...]
        var (year, month, day) = (0, 0, 0)
        func number(_ digits: ClosedRange<Int>) -> Int? {
            let found = rest.prefix(digits.upperBound).prefix { $0.isASCII && $0.isNumber }
            guard found.count >= digits.lowerBound else { return nil }
            rest = rest.dropFirst(found.count)
            return Int(found)
        }
        for part in parts {
            switch part {
            case .year(let digits):
                guard let found = number(digits...digits) else { return nil }
                year = digits == 4 ? found : found + (found < 70 ? 2_000 : 1_900)
            case .month(let digits):
                guard let found = number(digits) else { return nil }
                month = found
            case .monthName:
                guard let found = Self.months.firstIndex(of: rest.prefix(3).lowercased()) else { return nil }
                month = found + 1
                rest = rest.dropFirst(3)
            case .day(let digits):
                guard let found = number(digits) else { return nil }
                day = found
            case .literal(let character):
                guard rest.first == character else { return nil }
                rest = rest.dropFirst()
            }
        }
        guard rest.isEmpty || readsMidnight && Self.isMidnight(rest) else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// Whether what follows a date is midnight: ` 00:00`, `T00:00:00Z`, ` 00:00:00.000-04:00`.
    private static func isMidnight(_ text: Substring) -> Bool {
        text.wholeMatch(of: #/[ T]00?:00(:00([.]0+)?)?( ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?/#) != nil
    }
}
