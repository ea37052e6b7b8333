import Market
import Measures

/// A number of a document, at full precision, with how finely it is known and what it counts.
///
/// It is what every format shares: text and pages write `value` as its notation says, CSV writes every digit, a
/// spreadsheet gets the number itself.
public struct Quantity: Sendable, Equatable {
    /// Nil where it is not known; formats show a dash.
    public var value: Double?
    /// One standard error, told behind the value; nil where none is told with it.
    public var standardError: Double?
    public var notation: Notation
    /// What it is a figure of; nil for what is no figure of a measure, such as a level or a count.
    public var key: FigureKey?

    public init(
        _ value: Double?, standardError: Double? = nil, _ notation: Notation, of key: FigureKey? = nil
    ) {
        self.value = value
        self.standardError = standardError
        self.notation = notation
        self.key = key
    }

    /// Every digit: for records.
    public static func exact(_ value: Double?) -> Quantity { Quantity(value, .exact) }

    public static func count(_ value: Int) -> Quantity { Quantity(Double(value), .count) }

    /// A fraction in percent.
    public static func share(_ value: Double?, decimals: Int? = nil) -> Quantity {
        Quantity(value, .percent(decimals: decimals))
    }

    /// To so many significant digits.
    public static func number(_ value: Double?, digits: Int = 4) -> Quantity { Quantity(value, .digits(digits)) }

    /// To so many decimals.
    public static func decimal(_ value: Double?, _ decimals: Int, sign: Notation.Sign = .minus) -> Quantity {
        Quantity(value, .decimals(decimals, sign: sign))
    }

    /// The value without its error, as readers see it.
    ///
    /// - Parameter style: how amounts are counted whose notation leaves that to the format.
    package func text(_ style: AmountStyle = .counted(in: .one)) -> String { notation.text(value, style) }

    /// The error behind the value, without the sign between them; nil where none is told.
    package func errorText(_ style: AmountStyle = .counted(in: .one)) -> String? {
        standardError.map { notation.text($0, style) }
    }
}

/// What a number counts, and how much of it means something; the digits themselves are a format's.
public enum Notation: Sendable, Equatable {
    /// What stands before a number.
    public enum Sign: Sendable, Equatable {
        /// A minus before what is negative.
        case minus
        /// A plus too, before what is not shown as zero: a change.
        case change
        /// The same, and nothing at all, which is told from what is shown as zero.
        case difference
        /// A plus before all that is greater than zero.
        case plus
    }

    /// Every digit.
    case exact
    /// A whole number.
    case count
    /// Significant digits at most.
    case digits(Int)
    case decimals(Int, sign: Sign = .minus)
    /// For labels: 1.23M.
    case compact(Int)
    /// A fraction in percent; with its own digits where nil.
    case percent(decimals: Int?)
    /// Money: to a resolution that amounts beside it share, counted in a unit; the format chooses one where it is nil.
    case amount(Resolution, in: CountingUnit?, sign: Sign = .minus)
    /// A stated amount of money: counted in a unit, with its own digits.
    case stated(in: CountingUnit)
    /// A fraction in percent, to a resolution.
    case share(Resolution, sign: Sign = .minus)
    /// The level of a risk factor in the units of its class, with the decimals of the largest shown beside it.
    case level(FactorID, largest: Double?)
    /// A change of a risk factor: percent, basis points or points.
    case move(FactorID, ChangeConvention, level: Double?)
    /// A volatility or a drift of a risk factor, in the units of its class.
    case yearly(FactorID, isAbsolute: Bool)
    /// What a test found: below 0.001 no digits matter.
    case testProbability
    /// A probability that may be very small.
    case rareProbability
    /// A time, in seconds, without the unit.
    case seconds

    package func text(_ value: Double?, _ style: AmountStyle) -> String {
        switch self {
        case .exact: return value?.description ?? ""
        case .count: return NumberText.fixed(value, decimals: 0)
        case .digits(let digits): return NumberText.significant(value, digits: digits)
        case .decimals(let decimals, let sign):
            return Self.signed(value, NumberText.fixed(value, decimals: decimals), sign)
        case .compact(let digits): return NumberText.compact(value, digits: digits)
        case .percent(let decimals): return NumberText.percent(value, decimals: decimals)
        case .amount(let resolution, let unit, let sign):
            let style = unit.map { .counted(in: $0) } ?? style
            return Self.signed(value, style.text(value, resolution), sign)
        case .stated(let unit):
            return value.map { NumberText.significant($0 / LinearScale.powerOfTen(unit.powerOfTen)) } ?? NumberText.none
        case .share(let resolution, let sign):
            guard let value else { return NumberText.none }
            return Self.signed(value, resolution.text(value, scale: -2) + "%", sign)
        case .level(let factor, let largest):
            return value.map { FactorText.level($0, of: factor, largest: largest) } ?? NumberText.none
        case .move(let factor, let convention, let level):
            return value.map { MoveWords.amount(factor, convention, $0, level: level) } ?? NumberText.none
        case .yearly(let factor, let isAbsolute):
            return value.map { FactorText.yearly($0, of: factor, isAbsolute: isAbsolute) } ?? NumberText.none
        case .testProbability: return value.map { NumberText.testProbability($0) } ?? NumberText.none
        case .rareProbability: return value.map { NumberText.rareProbability($0) } ?? NumberText.none
        case .seconds: return value.map { NumberText.seconds($0) } ?? NumberText.none
        }
    }

    /// The same with another sign before it, where it may have one.
    package func signed(_ sign: Sign) -> Notation {
        switch self {
        case .decimals(let decimals, _): .decimals(decimals, sign: sign)
        case .amount(let resolution, let unit, _): .amount(resolution, in: unit, sign: sign)
        case .share(let resolution, _): .share(resolution, sign: sign)
        default: self
        }
    }

    private static func signed(_ value: Double?, _ text: String, _ sign: Sign) -> String {
        if value == 0, sign == .difference { return "0" }
        guard let value, value > 0 else { return text }
        let isSigned =
            switch sign {
            case .minus: false
            case .plus: true
            case .change, .difference: text.contains { ("1"..."9").contains($0) }
            }
        return isSigned ? "+" + text : text
    }
}

extension Notation {
    /// Nothing told but the figure and its error: the error with two digits, the value to the same place.
    package static func amount(_ estimate: Estimate, in unit: CountingUnit?) -> Notation {
        .amount(Resolution(values: [estimate.value], standardErrors: [estimate.standardError]), in: unit)
    }
}
