import GRDB
import Journal
import Market

/// Which runs are asked for.
package struct RunQuery: Sendable {
    /// As of this date or later.
    package var since: CalendarDate?
    package var scenario: String?
    /// Runs that have this book, and whose figures `condition` is about; the whole portfolio where nil.
    package var book: String?
    package var condition: RunCondition?
    /// The newest so many; all where nil.
    package var limit: Int?

    package init(
        since: CalendarDate? = nil, scenario: String? = nil, book: String? = nil, condition: RunCondition? = nil,
        limit: Int? = nil
    ) {
        self.since = since
        self.scenario = scenario
        self.book = book
        self.condition = condition
        self.limit = limit
    }

    private var filter: (sql: String, arguments: StatementArguments) {
        var parts: [String] = []
        var arguments = StatementArguments()
        if let since {
            parts.append("runs.asOf >= ?")
            arguments += [since.description]
        }
        if let scenario {
            parts.append("runs.scenario = ?")
            arguments += [scenario]
        }
        if let book {
            parts.append("EXISTS (SELECT 1 FROM figures f WHERE f.run = runs.n AND f.book = ?)")
            arguments += [book]
        }
        if let condition {
            let compiled = condition.compiled(book: book ?? "")
            parts.append("(\(compiled.sql))")
            arguments += StatementArguments(compiled.arguments)
        }
        return (parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND "), arguments)
    }

    /// The newest first.
    package func rows(in db: Database) throws -> [RunRow] {
        let filter = filter
        let limit = limit.map { " LIMIT \($0)" } ?? ""
        return try Row.fetchAll(
            db, sql: "SELECT * FROM runs\(filter.sql) ORDER BY n DESC\(limit)", arguments: filter.arguments
        ).map { try RunRow($0) }
    }

    /// How many there are.
    ///
    /// - Parameter most: where counting ends, for who only wants to know whether there are more.
    package func count(atMost most: Int? = nil, in db: Database) throws -> Int {
        let filter = filter
        let limit = most.map { " LIMIT \($0)" } ?? ""
        return try Int.fetchOne(
            db, sql: "SELECT count(*) FROM (SELECT 1 FROM runs\(filter.sql)\(limit))", arguments: filter.arguments) ?? 0
    }
}
