/// How finely to show figures with errors: the error with two significant digits, the value to the same place.
///
/// Joint Committee for Guides in Metrology, “Evaluation of measurement data: guide to the expression of uncertainty in
/// measurement”, JCGM 100:2008, 7.2.6. A column of figures shares one resolution, that of its smallest error, so that
/// its decimal points stand under each other.
public struct Resolution: Equatable, Sendable {
    /// Decimals; negative for tens, hundreds and so on.
    public let decimals: Int
    /// Of the largest value, where the decimals are to follow from the unit in which the values are counted.
    private let worthMagnitude: Int?

    /// Where no figure has an error, the values decide, as if they were exact.
    ///
    /// - Parameter digits: significant digits of the largest value shown at most, however small an error is.
    public init(values: [Double], standardErrors: [Double], digits: Int = 9) {
        let largest = Self.magnitude(of: values)
        let errors = standardErrors.filter { $0 > 0 && $0.isFinite }
        guard let smallest = errors.min(), let error = Self.magnitude(of: [smallest]) else {
            self.init(exact: values)
            return
        }
        let finest = (largest ?? error) < error ? 1 - error : digits - 1 - (largest ?? error)
        self.init(decimals: min(1 - error, finest))
    }

    /// For values without errors: seven significant digits of the largest at least, cents at most, and none of the
    /// digits before the decimal point lost.
    ///
    /// - Parameter scale: powers of ten that `text` will take out.
    public init(exact values: [Double], scale: Int = 0) {
        self.init(decimals: Self.magnitude(of: values).map { Self.decimals(magnitude: $0, scale: scale) } ?? 0)
    }

    /// The same as for exact values, in whatever unit a format counts them.
    public init(worths values: [Double]) {
        worthMagnitude = Self.magnitude(of: values)
        decimals = 0
    }

    private init(decimals: Int) {
        self.decimals = decimals
        worthMagnitude = nil
    }

    /// - Parameter scale: powers of ten taken out.
    public func text(_ value: Double?, scale: Int = 0) -> String {
        let decimals = worthMagnitude.map { Self.decimals(magnitude: $0, scale: scale) } ?? decimals
        return NumberText.fixed(value, decimals: decimals + scale, scale: scale)
    }

    private static func decimals(magnitude: Int, scale: Int) -> Int {
        max(-scale, min(max(2, 2 - magnitude), 6 - magnitude))
    }

    /// The power of ten of the first digit of the largest value, or nil where all are zero.
    private static func magnitude(of values: [Double]) -> Int? {
        let largest = values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
        guard let numeral = DecimalNumeral(largest), !numeral.isZero else { return nil }
        return numeral.magnitude
    }
}
