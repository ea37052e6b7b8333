import FoundationEssentials
import GRDB
import Journal

/// A step of a night is done.
package struct StepFact: Codable, Sendable {
    package static let kind = "step"

    /// What it came to.
    package struct Outcome: Codable, Sendable {
        /// One line.
        package var words: String
        /// Of the run that it made; nil for a step that makes none.
        package var run: ContentHash?
        /// Files that it made.
        package var files: [RunRecord.File]
        /// Whether a limit is breached.
        package var isBreach: Bool
        /// More than one line, where there is more to say: each limit that is breached, each figure that changed.
        package var lines: [String]

        package init(
            _ words: String, run: ContentHash? = nil, files: [RunRecord.File] = [], isBreach: Bool = false,
            lines: [String] = []
        ) {
            self.words = words
            self.run = run
            self.files = files
            self.isBreach = isBreach
            self.lines = lines
        }
    }

    package var name: String
    /// Of its inputs, settings, engine and kernels.
    package var key: ContentHash
    package var night: String
    /// What the key was made of.
    package var parts: [String: String]
    package var outcome: Outcome

    package init(name: String, key: ContentHash, night: String, parts: [String: String], outcome: Outcome) {
        self.name = name
        self.key = key
        self.night = night
        self.parts = parts
        self.outcome = outcome
    }

    package func insert(number: Int, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO steps (key, name, night, n, outcome) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                key.description, name, night, number, String(decoding: try Store.canonical(outcome), as: UTF8.self),
            ])
    }

    /// What a step of this key came to, where one is done.
    package static func outcome(of key: ContentHash, in db: Database) throws -> Outcome? {
        try String.fetchOne(db, sql: "SELECT outcome FROM steps WHERE key = ?", arguments: [key.description])
            .map { try JSONDecoder().decode(Outcome.self, from: Data($0.utf8)) }
    }

    /// The step of this name that was done last; nil where none was.
    package static func last(_ name: String, in db: Database, of journal: Journal) throws -> StepFact? {
        let number = try Int.fetchOne(
            db, sql: "SELECT n FROM steps WHERE name = ? ORDER BY n DESC LIMIT 1", arguments: [name])
        return try number.flatMap { try journal.entry($0, in: db) }.map {
            try JSONDecoder().decode(StepFact.self, from: Data($0.payload))
        }
    }
}
