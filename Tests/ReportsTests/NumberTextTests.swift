import Reports
import Testing

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0.0, 0, "0"), (0, 2, "0.00"), (1234.5, 0, "1,235"), (1234.5, 1, "1,234.5"), (-1234.5, 0, "−1,235"),
        (0.15, 1, "0.2"), (-0.004, 2, "0.00"), (999.995, 2, "1,000.00"), (1e15, 0, "1,000,000,000,000,000"),
        (1e-9, 9, "0.000000001"), (1e-9, 3, "0.000"), (12_345_678, -3, "12,346,000"), (499, -3, "0"),
        (500, -3, "1,000"),
    ])
    func fixedDecimals(value: Double, decimals: Int, expected: String) {
        #expect(NumberText.fixed(value, decimals: decimals) == expected)
    }

    @Test func countingInThousandsShiftsThePointOnly() {
        #expect(NumberText.fixed(1_234_567, decimals: 1, scale: 3) == "1,234.6")
        #expect(NumberText.fixed(0.0123, decimals: 0, scale: -4) == "123")
    }

    @Test(arguments: [
        (0.0, "0"), (1.23e6, "1.23M"), (999.4, "999"), (999_600, "1M"), (-2.5e9, "−2.5B"), (1e15, "1,000T"),
        (3e18, "3×10¹⁸"), (1e-9, "1×10⁻⁹"), (0.012345, "0.0123"),
    ])
    func compact(value: Double, expected: String) {
        #expect(NumberText.compact(value) == expected)
    }

    @Test(arguments: [
        (0.0, "0"), (1.0640, "1.064"), (123_456, "123,500"), (-1e-9, "−1×10⁻⁹"), (1.5e15, "1.5×10¹⁵"),
        (0.00012, "0.00012"),
    ])
    func significant(value: Double, expected: String) {
        #expect(NumberText.significant(value, digits: 4) == expected)
    }

    @Test(arguments: [(0.99, "99%"), (0.975, "97.5%"), (0.999, "99.9%"), (-0.05, "−5%"), (0, "0%"), (1, "100%")])
    func percent(value: Double, expected: String) {
        #expect(NumberText.percent(value) == expected)
    }

    @Test func percentWithDecimals() {
        #expect(NumberText.percent(0.04123, decimals: 2) == "4.12%")
        #expect(NumberText.remainderPercent(0.975) == "2.5%")
        #expect(NumberText.remainderPercent(0.99) == "1%")
    }

    @Test func whatCannotBeShownIsADash() {
        #expect(NumberText.fixed(nil, decimals: 0) == "—")
        #expect(NumberText.fixed(.nan, decimals: 0) == "—")
        #expect(NumberText.compact(.infinity) == "—")
        #expect(NumberText.percent(.nan) == "—")
    }

    @Test func countsHaveTheirNoun() {
        #expect(NumberText.counted(1, "path") == "1 path")
        #expect(NumberText.counted(100_000, "path") == "100,000 paths")
        #expect(NumberText.integer(-1234) == "−1,234")
    }
}
