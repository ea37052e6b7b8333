/// How sure a figure of the tail is: greater than 0 and less than 1, such as 0.99; never the probability of the tail.
///
/// Checked once, when it is made: `try ConfidenceLevel(number)`. A literal, as in `ValueAtRisk(confidence: 0.99)`, is code: one
/// that is no confidence is a mistake in the code, and traps.
public struct ConfidenceLevel: Hashable, Sendable {
    public let value: Double

    /// The smallest that is told from none.
    public static let least = 1e-12

    /// - Throws: the number, where it is no confidence.
    public init(_ value: Double) throws(ImpossibleValue) {
        // Below it the tail is all there is, and one less the confidence rounds to one.
        guard value >= Self.least, value < 1 else { throw .confidence(value) }
        self.value = value
    }

    /// One less the confidence, to ten digits less than a double holds, so that 1 − 0.99 is 0.01.
    public var tailProbability: Double {
        let rough = 1 - value
        let rounded = (rough * 1e12).rounded() / 1e12
        return rounded > 0 ? rounded : rough
    }
}

extension ConfidenceLevel: Comparable {
    public static func < (a: ConfidenceLevel, b: ConfidenceLevel) -> Bool { a.value < b.value }
}

extension ConfidenceLevel: ExpressibleByFloatLiteral {
    public init(floatLiteral value: Double) {
        do { try self.init(value) } catch { preconditionFailure("\(error)") }
    }
}

extension ConfidenceLevel: CustomStringConvertible {
    public var description: String { "\(value)" }
}
