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

    init(_ row: Row) throws {
        number = try row.needed("n")
        id = try row.needed("id")
        finished = try row.needed("finished")
        who = try row.needed("who")
        night = try row.optional("night")
        scenario = try row.needed("scenario")
        title = try row.needed("title")
        asOf = try row.needed("asOf")
        identity = try row.needed("identity")
        exitCode = try row.needed("exitCode")
        currency = try row.needed("currency")
        value = try row.needed("value")
        paths = try row.needed("paths")
        seconds = try row.needed("seconds")
        breaches = try row.needed("breaches")
        warnings = try row.needed("warnings")
        issues = try row.needed("issues")
    }
}

extension RunRow {
    /// Its figures as JSON, an array as in a result.
    package func measures(in db: Database) throws -> String {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT measures FROM results WHERE run = ?"), arguments: [number]) ?? "[]"
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

    init(_ row: Row) throws {
        run = try row.needed("run")
        asOf = try row.needed("asOf")
        book = try row.needed("book")
        kind = try row.needed("kind")
        confidence = try row.optional("confidence")
        value = try row.needed("value")
        low = try row.optional("low")
        high = try row.optional("high")
    }
}
