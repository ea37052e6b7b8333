import Backtesting
import FoundationEssentials
import GRDB
import Journal
import Market
import Measures

/// The figures of a folder's scenarios from date to date, and what came of what they forecast.
package struct FigureHistory: Codable, Sendable {
    /// A figure of the newest run of a date.
    package struct Point: Codable, Sendable, Hashable {
        package var asOf: String
        package var value: Double
        package var low: Double?
        package var high: Double?
    }

    package struct Line: Codable, Sendable {
        package var kind: String
        package var confidence: Double?
        package var points: [Point]
    }

    /// A forecast value-at-risk, and the profit and loss that came.
    package struct Outcome: Codable, Sendable, Hashable {
        package var forecastOf: String
        package var asOf: String
        package var profitAndLoss: Double
        package var valueAtRisk: Double
        package var isException: Bool
    }

    package struct Scenario: Codable, Sendable {
        package var scenario: String
        package var currency: String
        /// The measures that head a report, each with the settings that the newest run has.
        package var lines: [Line]
        /// Of the whole portfolio, by the first value-at-risk.
        package var outcomes: [Outcome]
        package var confidence: Double?
        package var exceptions: Int
        /// Of Kupiec's proportion of failures, exactly; nil without outcomes.
        package var pValue: Double?
    }

    package var book: String
    package var scenarios: [Scenario]

    /// - Parameter query: which runs; their scenarios are the lines.
    package init(_ query: RunQuery, book: String, in db: Database) throws {
        self.book = book
        var newest: [String] = []
        var byScenario: [String: [RunRow]] = [:]
        var seen: Set<[String]> = []
        for row in try query.rows(in: db) {
            if byScenario[row.scenario] == nil { newest.append(row.scenario) }
            // The newest comes first: one of a date that is there already is older.
            if seen.insert([row.scenario, row.asOf]).inserted { byScenario[row.scenario, default: []].append(row) }
        }
        scenarios = try newest.map { try Self.scenario(byScenario[$0] ?? [], book: book, in: db) }
    }

    private static func scenario(_ rows: [RunRow], book: String, in db: Database) throws -> Scenario {
        let dated = rows.sorted { $0.asOf < $1.asOf }
        let kinds = ["value-at-risk", "expected-shortfall"]
        var lines: [Line] = []
        for kind in kinds {
            guard let last = dated.last, let sample = try figures(of: last.number, kind, book, in: db).first else {
                continue
            }
            let points = try dated.compactMap { row -> Point? in
                let own = try figures(of: row.number, kind, book, in: db)
                // A figure at another confidence is another figure: it makes no point of this line.
                guard let figure = own.first(where: { $0.confidence == sample.confidence }) else { return nil }
                return Point(asOf: row.asOf, value: figure.value, low: figure.low, high: figure.high)
            }
            lines.append(Line(kind: kind, confidence: sample.confidence, points: points))
        }
        let risk = lines.first { $0.kind == kinds[0] }
        let outcomes = try dated.flatMap { row in
            try Row.fetchAll(db, sql: "SELECT * FROM outcomes WHERE run = ?", arguments: [row.id]).compactMap {
                outcome -> Outcome? in
                guard let forecast = risk?.points.first(where: { $0.asOf == row.asOf })?.value else { return nil }
                let gain: Double = try outcome.needed("profitAndLoss")
                return Outcome(
                    forecastOf: row.asOf, asOf: try outcome.needed("asOf"), profitAndLoss: gain, valueAtRisk: forecast,
                    isException: -gain > forecast)
            }
        }
        let exceptions = outcomes.count { $0.isException }
        return Scenario(
            scenario: rows.first?.scenario ?? "", currency: dated.last?.currency ?? "", lines: lines,
            outcomes: book.isEmpty ? outcomes : [], confidence: risk?.confidence, exceptions: exceptions,
            pValue: outcomes.isEmpty || !book.isEmpty
                ? nil
                : risk?.confidence.map {
                    min(
                        1,
                        ProportionOfFailures().exactPValue(
                            exceptions: exceptions, of: outcomes.count, probability: 1 - $0))
                })
    }

    private static func figures(of run: Int, _ kind: String, _ book: String, in db: Database) throws -> [FigureRow] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT f.*, '' AS asOf FROM figures f WHERE f.run = ? AND f.kind = ? AND f.book = ? ORDER BY f.place
                """, arguments: [run, kind, book]
        ).map { try FigureRow($0) }
    }
}
