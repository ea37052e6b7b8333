/// Where positive whole numbers stand on an axis on which equal ratios are equally long.
public struct LogarithmicScale: Sendable {
    public let domain: ClosedRange<Int>
    /// Positions of the domain's lower and upper end.
    public let range: (start: Double, end: Double)

    /// - Parameter domain: at least 1; widened where it holds one value only.
    public init(domain: ClosedRange<Int>, range: (start: Double, end: Double)) {
        let low = max(1, domain.lowerBound)
        let high = max(low, domain.upperBound)
        self.domain = low == high ? max(1, low / 2)...(high * 2) : low...high
        self.range = range
    }

    public func position(_ value: Int) -> Double {
        let share = Self.binaryLogarithm(value) - Self.binaryLogarithm(domain.lowerBound)
        let length = Self.binaryLogarithm(domain.upperBound) - Self.binaryLogarithm(domain.lowerBound)
        return range.start + share / length * (range.end - range.start)
    }

    /// Powers of ten, with their doubles and quintuples where there are few of them.
    public var ticks: [Tick] {
        var powers: [Int] = [1]
        while let last = powers.last, last <= domain.upperBound / 10 { powers.append(last * 10) }
        let decades = powers.filter { domain.contains($0) }
        let values =
            decades.count >= 3 ? decades : powers.flatMap { [$0, 2 * $0, 5 * $0] }.filter { domain.contains($0) }
        return values.map { Tick(value: Double($0), label: NumberText.compact(Double($0))) }
    }

    /// log₂ by exponent and the series of 2 artanh((m − 1)/(m + 1)) for the significand m; within 10⁻⁸, more than a
    /// drawing needs.
    private static func binaryLogarithm(_ value: Int) -> Double {
        let x = Double(max(1, value))
        let t = (x.significand - 1) / (x.significand + 1)
        var term = t
        var sum = 0.0
        for power in stride(from: 1.0, through: 15, by: 2) {
            sum += term / power
            term *= t * t
        }
        return Double(x.exponent) + 2 * sum / 0.693_147_180_559_945_3
    }
}
