import GRDB
import Journal

/// A run as a list shows it.
package struct RunRow: Sendable {
    package var number: Int
    package var id: String
    package var finished: String
    package var who: String
    package var night: String?
    package var scenario: String
    package var title: String
    package var asOf: String
    package var identity: String
    package var exitCode: Int
    package var currency: String
    package var value: Double
    package var paths: Int
    package var seconds: Double
    package var breaches: Int
    package var warnings: Int
    package var issues: Int
    /// The figures as JSON, an array as in a result.
    package var measures: String

    init(_ row: Row) {
        number = row["n"]
        id = row["id"]
        finished = row["finished"]
        who = row["who"]
        night = row["night"]
        scenario = row["scenario"]
        title = row["title"]
        asOf = row["asOf"]
        identity = row["identity"]
        exitCode = row["exitCode"]
        currency = row["currency"]
        value = row["value"]
        paths = row["paths"]
        seconds = row["seconds"]
        breaches = row["breaches"]
        warnings = row["warnings"]
        issues = row["issues"]
        measures = row["measures"]
    }
}

/// One figure of one run.
package struct FigureRow: Sendable {
    package var run: Int
    package var asOf: String
    package var book: String
    package var kind: String
    package var confidence: Double?
    package var value: Double
    package var low: Double?
    package var high: Double?

    init(_ row: Row) {
        run = row["run"]
        asOf = row["asOf"]
        book = row["book"]
        kind = row["kind"]
        confidence = row["confidence"]
        value = row["value"]
        low = row["low"]
        high = row["high"]
    }
}
