import Foundation
import Market
import Testing

@Suite struct ConfidenceLevelTests {
    @Test(arguments: [0, 1, -0.5, 99, .nan, .infinity])
    func whatIsNoneIsRefusedWithItsNumber(value: Double) throws {
        let error = #expect(throws: ImpossibleValue.self) { try ConfidenceLevel(value) }
        #expect(error?.description == "a confidence lies between 0 and 1, not at \(value)")
    }

    @Test func theTailIsWhatIsMeant() throws {
        let levels: [ConfidenceLevel] = [0.95, 0.99, 0.999]
        #expect(levels.map(\.tailProbability) == [0.05, 0.01, 0.001])
        #expect(levels.sorted(by: >) == [0.999, 0.99, 0.95])
        // Nothing is rounded away.
        let high = 1 - 1e-14
        #expect(try ConfidenceLevel(high).tailProbability > 0)
    }
}
