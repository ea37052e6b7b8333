import GRDB

extension Row {
    /// A value that must be there and of its type: what stands in a damaged file is an error, not the end of the process.
    package func needed<Value: DatabaseValueConvertible>(_ column: String) throws(JournalError) -> Value {
        guard hasColumn(column), let value = Value.fromDatabaseValue(self[column] as DatabaseValue) else {
            throw JournalError("the journal is damaged: a row has no \(column)", nature: .damaged)
        }
        return value
    }

    /// The same for one that may be null.
    package func optional<Value: DatabaseValueConvertible>(_ column: String) throws(JournalError) -> Value? {
        guard hasColumn(column), (self[column] as DatabaseValue).isNull else { return try needed(column) as Value }
        return nil
    }
}
