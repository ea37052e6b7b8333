import Testing

import Reports

@Suite struct DecimalNumeralTests {
    @Test func digitsAreTheShortestThatNameTheNumber() throws {
        let tenth = try #require(DecimalNumeral(0.1))
        #expect(tenth.digits == [1])
        #expect(tenth.magnitude == -1)
        let large = try #require(DecimalNumeral(-1.25e20))
        #expect(large.digits == [1, 2, 5])
        #expect(large.magnitude == 20)
        #expect(large.isNegative)
    }

    @Test func roundingCarries() throws {
        let rounded = try #require(DecimalNumeral(9.996)).rounded(toSignificant: 3)
        #expect(rounded.digits == [1])
        #expect(rounded.magnitude == 1)
    }

    @Test func roundingToNothingIsZeroWithoutASign() throws {
        let rounded = try #require(DecimalNumeral(-0.0004)).rounded(toPlace: -2)
        #expect(rounded.isZero)
        #expect(!rounded.isNegative)
    }

    @Test func whatIsNotANumberHasNoDigits() {
        #expect(DecimalNumeral(.nan) == nil)
        #expect(DecimalNumeral(-.infinity) == nil)
    }

    @Test(arguments: [Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1 + 0.2, 123_456.789, 1e15])
    func digitsNameTheNumberAgain(value: Double) throws {
        let numeral = try #require(DecimalNumeral(value))
        let text = "0." + numeral.digits.map(String.init).joined() + "e\(numeral.magnitude + 1)"
        #expect(Double(text) == value)
    }
}
