/// How large and how small a number may be that a person writes: a slip of an exponent is told where it stands.
///
/// A value is a quantity times a level times an exchange rate, and the widest figure made of values is their fourth
/// power: within these bounds all of that stays far from where doubles end, at 1.8 · 10³⁰⁸ and 2.2 · 10⁻³⁰⁸.
public enum Magnitude {
    /// No amount, level or quantity is beyond it: a million times a million of millions.
    public static let largest = 1e18
    /// Of what is not zero. Noise of rounding, as in a matrix that a program wrote, is far above it.
    public static let smallest = 1e-60
    /// Of what has to be greater than zero, as figures are divided by it.
    public static let smallestPositive = 1e-18

    /// - Parameters:
    ///   - text: as it is written.
    ///   - isDivisor: whether zero is not allowed.
    /// - Throws: an `Issue` without a place, where the number is no figure of a market.
    public static func check(_ value: Double, writtenAs text: @autoclosure () -> String, isDivisor: Bool = false)
        throws(Issue)
    {
        if value.magnitude > largest {
            throw Issue(
                "“\(text())” is too large", hint: "no amount, level or quantity is beyond 1e18; is its exponent right?")
        }
        if value != 0, value.magnitude < (isDivisor ? smallestPositive : smallest) {
            throw Issue(
                "“\(text())” is too small",
                hint: isDivisor
                    ? "it must be at least 1e-18; is its exponent right?"
                    : "write 0, or a number of at least 1e-60; is its exponent right?")
        }
    }
}
