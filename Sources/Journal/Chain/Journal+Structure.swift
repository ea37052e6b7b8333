import GRDB

extension Journal {
    /// Whether the file is one of SQLite's with the tables that belong into it, each value of its column's type. Only then is it
    /// read without care.
    ///
    /// - Returns: what is wrong; empty where nothing is.
    package func structureFaults() -> [JournalFault] {
        do {
            return try database.read { db in
                let answer = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
                guard answer == ["ok"] else { return [JournalFault("SQLite says: " + answer.joined(separator: "; "))] }
                let own = try Self.structure(db)
                let right = try DatabaseQueue()
                try Self.migrator(migrations).migrate(right)
                guard try own == right.read({ try Self.structure($0) }) else {
                    return [JournalFault("its tables are not those of a journal")]
                }
                return []
            }
        } catch { return [JournalFault(JournalError(error, path: path).description)] }
    }

    /// Every table, index and trigger, as it was made.
    private static func structure(_ db: Database) throws -> [[String]] {
        try Row.fetchAll(
            db, sql: "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"
        ).map { row in
            (0..<4).map { String.fromDatabaseValue(row[$0]) ?? "" }
        }
    }
}
