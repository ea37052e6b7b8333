import GRDB

/// Why the journal could not be read or written.
package struct JournalError: Error, CustomStringConvertible, Sendable {
    package enum Nature: Sendable {
        /// The disk is full, broken or may not be written to.
        case inputOutput
        /// What stands there is not what was written.
        case damaged
        /// Another process holds it.
        case occupied
    }

    package var description: String
    package var nature: Nature

    package init(_ description: String, nature: Nature) {
        self.description = description
        self.nature = nature
    }

    init(_ error: any Error, path: String) {
        if let own = error as? JournalError {
            self = own
            return
        }
        guard let problem = error as? DatabaseError else {
            self.init("\(path): \(error)", nature: .inputOutput)
            return
        }
        let words = problem.message ?? "\(problem.resultCode)"
        switch problem.resultCode.primaryResultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init("\(path) is held by another process: \(words)", nature: .occupied)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_MISMATCH, .SQLITE_ERROR, .SQLITE_CONSTRAINT:
            self.init("\(path) is damaged: \(words)", nature: .damaged)
        default:
            self.init("cannot read or write \(path): \(words)", nature: .inputOutput)
        }
    }
}
