/// The decimal digits of a number: the shortest that name it, to be rounded as people round, half away from zero.
///
/// 0.15 to one decimal is 0.2 although the binary number behind it is a little smaller: readers round what they see.
package struct DecimalNumeral: Equatable, Sendable {
    package private(set) var isNegative: Bool
    /// Most significant first, without zeros at either end; none for zero.
    package private(set) var digits: [UInt8]
    /// The number is 0.d₁d₂d₃… × 10^exponent.
    package private(set) var exponent: Int

    /// - Returns: nil where the number is infinite or not a number.
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        isNegative = value < 0
        digits = []
        exponent = 0
        let parts = value.magnitude.description.split(separator: "e")
        var pointPosition: Int?
        for byte in parts[0].utf8 {
            if byte == UInt8(ascii: ".") { pointPosition = digits.count } else { digits.append(byte - 48) }
        }
        exponent = (pointPosition ?? digits.count) + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        normalize()
    }

    package var isZero: Bool { digits.isEmpty }

    /// The power of ten of the first digit: 3 for 1,234.
    package var magnitude: Int { exponent - 1 }

    /// The number times a power of ten, exactly.
    package func shifted(by powers: Int) -> DecimalNumeral {
        var result = self
        result.exponent += isZero ? 0 : powers
        return result
    }

    /// The number to a whole multiple of 10^place: place −2 leaves two decimals, place 3 whole thousands.
    package func rounded(toPlace place: Int) -> DecimalNumeral {
        let kept = exponent - place
        guard kept < digits.count else { return self }
        var result = self
        let roundsUp = kept >= 0 && digits[kept] >= 5
        result.digits = kept > 0 ? Array(digits[..<kept]) : []
        if roundsUp {
            var position = result.digits.count - 1
            while position >= 0, result.digits[position] == 9 {
                result.digits[position] = 0
                position -= 1
            }
            if position >= 0 {
                result.digits[position] += 1
            } else {
                result.digits.insert(1, at: 0)
                result.exponent += 1
            }
        }
        result.normalize()
        return result
    }

    /// The number to so many significant digits.
    package func rounded(toSignificant count: Int) -> DecimalNumeral { rounded(toPlace: exponent - count) }

    /// The digits before the decimal point, at least one.
    package var wholeDigits: String {
        guard exponent > 0 else { return "0" }
        return (0..<exponent).map { $0 < digits.count ? String(digits[$0]) : "0" }.joined()
    }

    /// So many digits after the decimal point, not rounded.
    package func fractionDigits(_ count: Int) -> String {
        (0..<max(0, count)).map { place in
            let position = exponent + place
            return digits.indices.contains(position) ? String(digits[position]) : "0"
        }.joined()
    }

    /// How many decimals the number has.
    package var decimalCount: Int { max(0, digits.count - exponent) }

    private mutating func normalize() {
        let leading = digits.prefix { $0 == 0 }.count
        digits.removeFirst(leading)
        exponent -= leading
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty {
            exponent = 0
            isNegative = false
        }
    }
}
