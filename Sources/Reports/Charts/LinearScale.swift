/// Where values stand on a straight axis.
public struct LinearScale: Sendable {
    public let domain: ClosedRange<Double>
    /// Positions of the domain's lower and upper end.
    public let range: (start: Double, end: Double)

    /// - Parameter domain: widened a little where it holds one value only, so that the scale has a length.
    public init(domain: ClosedRange<Double>, range: (start: Double, end: Double)) {
        let (low, high) = (domain.lowerBound, domain.upperBound)
        let isDegenerate = !(high - low > 1e-12 * max(abs(low), abs(high)))
        let margin = low == 0 && high == 0 ? 1 : max(abs(low), abs(high)) * 0.05
        self.domain = isDegenerate ? low - margin...high + margin : domain
        self.range = range
    }

    public func position(_ value: Double) -> Double {
        let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
        return range.start + share * (range.end - range.start)
    }

    /// Round values about evenly spaced: steps of 1, 2 or 5 times a power of ten.
    ///
    /// P. Heckbert, “Nice numbers for graph labels”, Graphics Gems, 1990.
    public func ticks(about count: Int) -> [Tick] {
        let raw = (domain.upperBound - domain.lowerBound) / Double(max(1, count))
        guard raw > 0, raw.isFinite, let numeral = DecimalNumeral(raw) else { return [] }
        var power = numeral.magnitude
        let leading = raw / Self.powerOfTen(power)
        var factor = leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10
        if factor == 10 { (factor, power) = (1, power + 1) }
        let step = Double(factor) * Self.powerOfTen(power)
        let first = (domain.lowerBound / step).rounded(.up)
        let last = (domain.upperBound / step).rounded(.down)
        guard first <= last, last - first < 100 else { return [] }
        let indices = stride(from: first, through: last, by: 1)
        let largest = max(abs(first), abs(last)) * step
        let magnitude = DecimalNumeral(largest).map { $0.isZero ? power : $0.magnitude } ?? power
        let unit = CountingUnit(magnitude: magnitude)
        let isTiny = magnitude < -4
        return indices.map { index in
            let value = index * step
            let label =
                index == 0
                ? "0"
                : isTiny
                    ? NumberText.compact(value)
                    : NumberText.fixed(value, decimals: max(0, unit.powerOfTen - power), scale: unit.powerOfTen)
                        + unit.suffix
            return Tick(value: value, label: label)
        }
    }

    package static func powerOfTen(_ power: Int) -> Double { Double("1e\(power)") ?? 1 }
}

/// A value on an axis and how it is written there.
public struct Tick: Equatable, Sendable {
    public var value: Double
    public var label: String

    package init(value: Double, label: String) {
        self.value = value
        self.label = label
    }
}
