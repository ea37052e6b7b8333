/// What money is counted in where whole numbers would be too long to read.
public enum CountingUnit: Int, CaseIterable, Sendable {
    case one = 0
    case thousand = 3
    case million = 6
    case billion = 9
    case trillion = 12

    public var powerOfTen: Int { rawValue }

    /// The unit in which a number whose first digit stands for 10^magnitude has one to three digits.
    package init(magnitude: Int) {
        self = Self.allCases.last { $0.powerOfTen <= magnitude } ?? .one
    }

    /// One where no value has more than so many digits before the decimal point, else the smallest unit that leaves
    /// two digits fewer, to make room for its name.
    package init(fitting values: [Double], digits: Int = 10) {
        let largest = DecimalNumeral(values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0)
        let magnitude = largest?.magnitude ?? 0
        self =
            magnitude < digits
            ? .one : Self.allCases.dropFirst().first { magnitude - $0.powerOfTen < digits - 2 } ?? .trillion
    }

    /// Behind a number: 1.23M.
    package var suffix: String {
        switch self {
        case .one: ""
        case .thousand: "k"
        case .million: "M"
        case .billion: "B"
        case .trillion: "T"
        }
    }

    /// Behind a currency: “USD million”.
    package var title: String {
        switch self {
        case .one: ""
        case .thousand: " thousand"
        case .million: " million"
        case .billion: " billion"
        case .trillion: " trillion"
        }
    }
}
