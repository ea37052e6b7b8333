import Reports
import Testing

@Suite struct ResolutionTests {
    @Test(arguments: [
        (12_345_600.0, 44_444.0, "12,346,000", "44,000"), (4.13, 0.0149, "4.130", "0.015"),
        (0.4817, 0.00158, "0.4817", "0.0016"), (1e-9, 2e-11, "0.000000001000", "0.000000000020"),
        (1e15, 3e11, "1,000,000,000,000,000", "300,000,000,000"),
    ])
    func theErrorHasTwoDigitsAndTheValueEndsWithIt(value: Double, error: Double, text: String, errorText: String) {
        let resolution = Resolution(values: [value], standardErrors: [error])
        #expect(resolution.text(value) == text)
        #expect(resolution.text(error) == errorText)
    }

    @Test func aColumnTakesItsSmallestError() {
        let resolution = Resolution(values: [1000, 10], standardErrors: [50, 0.5, 0, .nan])
        #expect(resolution.text(1000) == "1,000.00")
        #expect(resolution.text(10) == "10.00")
    }

    @Test func aTinyErrorDoesNotLengthenTheColumnForEver() {
        #expect(Resolution(values: [123_456_789], standardErrors: [1e-9]).text(123_456_789) == "123,456,789")
    }

    @Test(arguments: [(412_345_678.25, "412,345,678"), (100, "100.00"), (1e-9, "0.00000000100"), (0, "0")])
    func exactValuesKeepWhatMatters(value: Double, text: String) {
        #expect(Resolution(exact: [value]).text(value) == text)
        #expect(Resolution(values: [value], standardErrors: [0]).text(value) == text)
    }
}
