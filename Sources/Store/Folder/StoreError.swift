import Files
import Journal

/// Why a twin's folder could not be read, written or believed.
package struct StoreError: Error, CustomStringConvertible, Sendable {
    package enum Nature: Sendable {
        /// The disk is full, broken or may not be written to (exit code 74).
        case inputOutput
        /// A file cannot be made where it belongs (73).
        case cannotCreate
        /// What stands there is not what was written (65).
        case damaged
        /// What was asked for is not there (66).
        case missing
        /// Another process holds it: try again (75).
        case occupied
        /// What was asked for makes no sense (64).
        case usage
    }

    package var description: String
    package var nature: Nature

    package init(_ description: String, _ nature: Nature) {
        self.description = description
        self.nature = nature
    }

    package init(_ error: JournalError) {
        let nature: Nature =
            switch error.nature {
            case .inputOutput: .inputOutput
            case .damaged: .damaged
            case .occupied: .occupied
            }
        self.init(error.description, nature)
    }

    package init(_ failure: FileFailure) {
        self.init(failure.description, failure.isOccupied ? .occupied : .inputOutput)
    }
}
