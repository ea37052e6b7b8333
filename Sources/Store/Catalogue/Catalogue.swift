import GRDB
import Journal
import Measures

/// The tables by which runs are found: made of the records, and made again of them whenever asked.
package enum Catalogue {
    /// In their order; a folder of an earlier version gets those that it lacks.
    package static let migrations: [Journal.Migration] = [
        Journal.Migration(
            "catalogue/1",
            """
            CREATE TABLE runs (
                n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, finished TEXT NOT NULL, who TEXT NOT NULL, night TEXT,
                scenario TEXT NOT NULL, title TEXT NOT NULL, asOf TEXT NOT NULL, identity TEXT NOT NULL,
                kernels TEXT NOT NULL, exitCode INTEGER NOT NULL, currency TEXT NOT NULL, value REAL NOT NULL,
                paths INTEGER NOT NULL, seconds REAL NOT NULL, breaches INTEGER NOT NULL, warnings INTEGER NOT NULL,
                issues INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE results (
                run INTEGER PRIMARY KEY REFERENCES runs (n) ON DELETE CASCADE, measures TEXT NOT NULL
            ) STRICT;
            CREATE INDEX runs_by_date ON runs (scenario, asOf, n);
            CREATE TABLE figures (
                run INTEGER NOT NULL REFERENCES runs (n) ON DELETE CASCADE, place INTEGER NOT NULL, book TEXT NOT NULL,
                kind TEXT NOT NULL, confidence REAL, value REAL NOT NULL, standardError REAL NOT NULL, low REAL, high REAL,
                PRIMARY KEY (run, place)
            ) STRICT, WITHOUT ROWID;
            """),
        Journal.Migration(
            "catalogue/2",
            """
            CREATE TABLE files (
                run INTEGER NOT NULL REFERENCES runs (n) ON DELETE CASCADE, role TEXT NOT NULL, name TEXT NOT NULL,
                object TEXT NOT NULL, size INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX files_by_run ON files (run);
            CREATE TABLE steps (
                key TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, night TEXT NOT NULL, n INTEGER NOT NULL,
                outcome TEXT NOT NULL
            ) STRICT;
            """),
        Journal.Migration(
            "catalogue/3",
            """
            CREATE TABLE outcomes (
                run TEXT NOT NULL, asOf TEXT NOT NULL, profitAndLoss REAL NOT NULL, n INTEGER NOT NULL,
                PRIMARY KEY (run, asOf)
            ) STRICT, WITHOUT ROWID;
            """),
    ]

    /// Adds the rows of a record, within a commit.
    ///
    /// - Parameter number: of its entry in the journal.
    package static func insert(_ record: RunRecord, id: ContentHash, number: Int, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO runs (n, id, finished, who, night, scenario, title, asOf, identity, kernels, exitCode, currency,
                    value, paths, seconds, breaches, warnings, issues)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                number, id.description, record.recorded.description, record.who, record.night, record.scenario,
                record.title, record.asOf.description, ContentHash(of: record.identity).description, record.kernels,
                record.exitCode, record.portfolio.currency.code, record.portfolio.value, record.paths,
                record.timings.total, record.limits.count { $0.status == .breach },
                record.limits.count { $0.status == .warning || $0.status == .undecided }, record.dataIssues.count,
            ])
        try db.execute(
            sql: "INSERT INTO results (run, measures) VALUES (?, ?)",
            arguments: [number, String(decoding: try Store.canonical(record.figures), as: UTF8.self)])
        let figures = try db.cachedStatement(
            sql: """
                INSERT INTO figures (run, place, book, kind, confidence, value, standardError, low, high)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (place, figure) in record.figures.enumerated() {
            let estimate = figure.estimate
            try figures.execute(arguments: [
                number, place, figure.book, figure.kind, figure.confidence, estimate.value, estimate.standardError,
                estimate.low, estimate.high,
            ])
        }
        let files = try db.cachedStatement(
            sql: "INSERT INTO files (run, role, name, object, size) VALUES (?, ?, ?, ?, ?)")
        for (role, list) in [("input", record.inputs), ("output", record.outputs)] {
            for file in list {
                try files.execute(arguments: [number, role, file.name, file.object.description, file.size])
            }
        }
    }

    /// Removes every row, to make them again.
    static func clear(_ db: Database) throws {
        try db.execute(
            sql:
                "DELETE FROM files; DELETE FROM figures; DELETE FROM results; DELETE FROM runs; DELETE FROM steps; DELETE FROM outcomes;"
        )
    }
}
