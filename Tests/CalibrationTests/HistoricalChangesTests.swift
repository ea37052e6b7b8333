import Calibration
import Glibc
import LinearAlgebra
import Market
import Testing

@Suite struct HistoricalChangesTests {
    /// Seven dates; A lacks the third, B the sixth.
    let history = PriceHistory(
        dates: ["2022-01-03", "2022-01-04", "2022-01-05", "2022-01-06", "2022-01-07", "2022-01-10", "2022-01-11"].map(
            date),
        factors: [id("EQ.A"), id("IR.B"), id("EQ.C")],
        levels: [
            100, 101, .nan, 103, 104, 105, 106,
            0.01, 0.02, 0.03, 0.05, 0.08, .nan, 0.13,
            5, 5, 5, 5, 5, 5, 5,
        ])

    func changes(
        _ columns: [Int], _ conventions: [ChangeConvention], window: Int, asOf: String = "2022-01-11"
    ) throws(CalibrationError) -> HistoricalChanges {
        try HistoricalChanges(
            history, columns: columns, conventions: conventions, window: window, asOf: date(asOf))
    }

    /// Only 4 January and 7 January have a level of A and of B on them and on the date before.
    @Test func completeDatesOnly() throws {
        let result = try changes([1, 0], [.absolute, .logarithmic], window: 2)
        #expect(result.dates == [date("2022-01-04"), date("2022-01-07")])
        #expect(result.factors == [id("IR.B"), id("EQ.A")])
        let expected = [0.02 - 0.01, log(101.0 / 100), 0.08 - 0.05, log(104.0 / 103)]
        #expect(result.changes.elements == expected)
    }

    @Test func datesLeftOutAreReported() throws {
        let issues = try changes([0, 1], [.logarithmic, .absolute], window: 2).issues
        #expect(issues.map(\.rule) == ["incomplete-date", "incomplete-date"])
        #expect(issues.map(\.factor) == [id("EQ.A"), id("IR.B")])
        #expect(issues.map(\.date) == [date("2022-01-05"), date("2022-01-10")])
        #expect(issues.allSatisfy { $0.severity == .information && $0.message.hasPrefix("2 dates") })
    }

    /// A whole window without gaps leaves nothing to report, whatever lies before it.
    @Test func gapsOutsideTheWindowDoNotMatter() throws {
        let result = try changes([0], [.logarithmic], window: 3)
        #expect(result.issues.isEmpty)
        #expect(result.dates == [date("2022-01-07"), date("2022-01-10"), date("2022-01-11")])
    }

    @Test func asOfEndsTheWindow() throws {
        let result = try changes([1], [.absolute], window: 3, asOf: "2022-01-08")
        #expect(result.dates.last == date("2022-01-07"))
    }

    @Test func constantFactorIsAWarning() throws {
        let issues = try changes([2], [.logarithmic], window: 6).issues
        #expect(issues.count == 1)
        #expect(issues.first?.severity == .warning && issues.first?.rule == "constant")
    }

    @Test func windowLongerThanTheHistory() {
        do {
            _ = try changes([0, 1, 2], [.logarithmic, .absolute, .logarithmic], window: 5)
            Issue.record("a window without changes was filled")
        } catch {
            #expect(
                error.description == "window of 5 changes asked for, EQ.A has 4 from 2022-01-04 to 2022-01-11, "
                    + "IR.B has 4 from 2022-01-04 to 2022-01-07")
        }
    }

    @Test func tooFewChangesInCommon() {
        do {
            _ = try changes([0, 1], [.logarithmic, .absolute], window: 3)
            Issue.record("a window without changes was filled")
        } catch {
            #expect(
                error
                    == .tooFewCommonChanges(
                        window: 3, count: 2, first: date("2022-01-04"), last: date("2022-01-07")))
        }
    }

    @Test func emptyAndTooShort() {
        #expect(throws: CalibrationError.self) { try changes([0], [.logarithmic], window: 2, asOf: "2021-12-31") }
        #expect(throws: CalibrationError.tooFewObservations(count: 1)) {
            try changes([0], [.logarithmic], window: 1)
        }
    }

    @Test func relativeChangeNeedsPositiveLevels() {
        let oil = PriceHistory(
            dates: [date("2020-04-17"), date("2020-04-20"), date("2020-04-21")], factors: [id("CM.WTI")],
            levels: [18.27, -37.63, 10.01])
        #expect(
            throws: CalibrationError.levelNotPositive(
                factor: id("CM.WTI"), date: date("2020-04-20"), level: -37.63)
        ) {
            try HistoricalChanges(
                oil, columns: [0], conventions: [.logarithmic], window: 2, asOf: date("2020-04-21"))
        }
    }
}
