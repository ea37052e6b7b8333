import GRDB
import Journal
import Market

/// What came of a stored forecast: what its positions gained until a later date, at the levels that came.
package struct OutcomeFact: Codable, Sendable, Hashable {
    package static let kind = "outcome"

    /// The forecast.
    package var record: ContentHash
    /// Of the levels that came.
    package var asOf: CalendarDate
    package var profitAndLoss: Double

    package init(record: ContentHash, asOf: CalendarDate, profitAndLoss: Double) {
        self.record = record
        self.asOf = asOf
        self.profitAndLoss = profitAndLoss
    }

    /// The newest word on an outcome counts.
    package func insert(number: Int, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO outcomes (run, asOf, profitAndLoss, n) VALUES (?, ?, ?, ?)",
            arguments: [record.description, asOf.description, profitAndLoss, number])
    }
}
