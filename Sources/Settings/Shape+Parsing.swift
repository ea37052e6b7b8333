import Market

extension Shape {
    /// Reads a scalar as it is written in a YAML value or a CSV cell.
    ///
    /// - Throws: an `Issue` without a place: what is wrong and what would have been right.
    public func parse(_ text: String) throws(Issue) -> Value.Content {
        switch self {
        case .number(let bounds):
            return .number(try Self.number(text, within: bounds))
        case .count(let range):
            return .count(try Self.count(text, within: range))
        case .days(let range):
            let number = String(text.dropLast())
            guard text.last == "d", let days = NumberSyntax.number(number), days == days.rounded() else {
                throw Issue("“\(text)” is not a number of business days", hint: "write it as in “10d”")
            }
            return .count(try Self.count(number, within: range))
        case .term:
            if let date = CalendarDate(iso: text) { return .term(.date(date)) }
            guard let years = Term.span(text) else {
                throw Issue(
                    "“\(text)” is neither a date nor a time", hint: "write it as in 2023-06-28, 0.25y, 6M, 2w or 91d")
            }
            guard years <= Term.longest else {
                throw Issue(
                    "“\(text)” is too long a time", hint: "calendars end after \(Int(Term.longest)) years")
            }
            return .term(.years(years))
        case .date:
            guard let date = CalendarDate(iso: text) else {
                throw Issue("“\(text)” is no date", hint: "write it as in 2022-12-28 (year-month-day)")
            }
            return .date(date)
        case .book: return .text(text)
        case .text, .file:
            guard !text.isEmpty else { throw Issue("is empty", hint: "write \(noun)") }
            return .text(text)
        case .flag:
            switch text {
            case "true", "yes", "on": return .flag(true)
            case "false", "no", "off": return .flag(false)
            default: throw Issue("“\(text)” is neither true nor false")
            }
        case .choice(let known):
            guard known.contains(text) else {
                throw Issue("unknown value “\(text)”", hint: Suggestion.hint(for: text, among: known))
            }
            return .text(text)
        case .currency:
            guard let currency = Currency(text) else {
                throw Self.unknownCurrency(text)
            }
            return .currency(currency)
        case .factor(let classes):
            return .factor(try Self.factor(text, classes))
        case .factorPattern:
            guard FactorPattern(text) != nil else {
                throw Issue("“\(text)” is neither a factor nor a pattern of factors", hint: "as in EQ.AAPL or \"EQ.*\"")
            }
            return .text(text)
        case .quantity(let classes, let bounds):
            if let first = text.first, first.isNumber || "+-.".contains(first) {
                return .quantity(.number(try Self.number(text, within: bounds)))
            }
            return try Self.marketQuantity(text, classes)
        case .either(let scalar, _): return try scalar.parse(text)
        case .list, .oneOrMore, .map, .object, .kind:
            throw Issue("“\(text)” stands where \(noun) belongs")
        }
    }

    /// What belongs here, for messages: “a number greater than 0”.
    public var noun: String {
        switch self {
        case .number(let bounds): bounds.words == "any" ? "a number" : "a number \(bounds.words)"
        case .count(let range): Self.words(range, "a whole number")
        case .days: "a number of business days, as in 10d"
        case .term: "a date or a time, as in 2023-06-28, 0.25y or 6M"
        case .date: "a date, as in 2022-12-28"
        case .text: "a text"
        case .book: "a path in the book tree"
        case .file: "the path of a file"
        case .flag: "true or false"
        case .choice(let known): known.joined(separator: " or ")
        case .currency: "a currency code, as in USD"
        case .factor(let classes): "a risk factor" + (classes.first.map { ", as in \($0.rawValue).NAME" } ?? "")
        case .factorPattern: "a risk factor or a pattern, as in \"EQ.*\""
        case .quantity: "a number, a risk factor or a curve"
        case .list(let element, _): "a list of values, each \(element.noun)"
        case .oneOrMore(let element): "\(element.noun), or a list of them"
        case .either(let scalar, let other): "\(scalar.noun), or \(other.noun)"
        case .map: "a mapping"
        case .object(let settings): "a mapping with the keys " + settings.map(\.name).joined(separator: ", ")
        case .kind(let family): "a \(family.name), as in {kind: \(family.members.first?.kind ?? "…")}"
        }
    }

    private static func unknownCurrency(_ text: String) -> Issue {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
            return Issue("“\(text)” is no currency code", hint: "write three capital letters, as in USD")
        }
        let near = CurrencyCodes.nearest(to: text).map { "did you mean “\($0)”? " } ?? ""
        return Issue(
            "“\(text)” is no currency of ISO 4217, no metal and no coin that is known",
            hint: near + "write a code such as USD, GBX or GBp for pence, XAU for gold, BTC for a coin")
    }

    static func number(_ text: String, within bounds: Bounds) throws(Issue) -> Double {
        guard let value = NumberSyntax.number(text) else {
            let comma = text.contains(",") ? "; a decimal point is “.”, thousands may be set apart by “_”" : ""
            throw Issue("“\(text)” is not a number", hint: "write it as in 1250.5, 4.7%, 25bp, 100k or 2.5M" + comma)
        }
        guard bounds.contains(value) else {
            let isPercent = value > 1 && bounds.contains(value / 100) && NumberSyntax.number(text + "%") != nil
            throw Issue(
                "\(text) is out of range",
                hint: "it must be \(bounds.words)" + (isPercent ? "; did you mean \(text)%?" : ""))
        }
        try Magnitude.check(value, writtenAs: text, isDivisor: bounds.minimum == 0 && bounds.excludesMinimum)
        return value
    }

    static func count(_ text: String, within range: ClosedRange<Int>) throws(Issue) -> Int {
        guard let value = NumberSyntax.number(text), !text.hasSuffix("%"), !text.hasSuffix("bp"),
            value == value.rounded()
        else { throw Issue("“\(text)” is not a whole number", hint: "write it as in 100_000, 100k or 1M") }
        guard abs(value) < 9e15, range.contains(Int(value)) else {
            throw Issue("\(text) is out of range", hint: "it must be \(words(range, "a whole number"))")
        }
        return Int(value)
    }

    static func words(_ range: ClosedRange<Int>, _ noun: String) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): noun
        case (let low, .max): "\(noun), at least \(low)"
        case (let low, let high): "\(noun) from \(low) to \(high)"
        }
    }

    static func factor(_ text: String, _ classes: [FactorClass]) throws(Issue) -> FactorID {
        guard let factor = FactorID(text) else {
            let known = FactorClass.allCases.map { "\($0.rawValue). (\($0.title))" }.joined(separator: ", ")
            throw Issue("“\(text)” is no risk factor", hint: "a factor id begins with its class: \(known)")
        }
        guard classes.isEmpty || classes.contains(factor.factorClass) else {
            let wanted = classes.map { "\($0.rawValue). (\($0.title))" }.joined(separator: " or ")
            throw Issue("\(text) is a factor of class \(factor.factorClass.title)", hint: "this needs \(wanted)")
        }
        return factor
    }

    /// `IR.USD.5Y` is a node, so a factor; `IR.USD` is a curve if nodes below it exist, which only the market knows:
    /// resolution turns a factor that does not exist, but has nodes, into a curve.
    static func marketQuantity(_ text: String, _ classes: [FactorClass]) throws(Issue) -> Value.Content {
        .quantity(.factor(try factor(text, classes)))
    }
}

/// A factor id with `*` for any characters: `EQ.*`, `IR.USD.*`, `*`.
public struct FactorPattern: Hashable, Sendable {
    public let text: String

    /// - Returns: nil where the text is neither a factor id nor contains a `*`.
    public init?(_ text: String) {
        guard text.contains("*") || FactorID(text) != nil else { return nil }
        self.text = text
    }

    /// The pattern that matches one factor.
    public init(_ factor: FactorID) { text = factor.name }

    /// The one factor it names; nil for a pattern.
    public var factor: FactorID? { text.contains("*") ? nil : FactorID(text) }

    /// In at most as many steps as both have characters, multiplied: where a later part of the name does not fit, the last
    /// star takes one character more, and no earlier one is asked again, for what it took can only have been too little.
    public func matches(_ factor: FactorID) -> Bool {
        let (pattern, name) = (Array(text.utf8), Array(factor.name.utf8))
        var (place, read) = (0, 0)
        var star: (place: Int, read: Int)?
        while read < name.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, read)
                place += 1
            } else if place < pattern.count, pattern[place] == name[read] {
                (place, read) = (place + 1, read + 1)
            } else if let last = star {
                star = (last.place, last.read + 1)
                (place, read) = (last.place + 1, last.read + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
