import Files
import Settings
import Store
import StudyKit

/// Why a step failed: in words, and as an exit code.
package struct StepFailure: Error, Sendable {
    package var words: String
    package var exitCode: Int

    package init(_ words: String, exitCode: Int) {
        self.words = words
        self.exitCode = exitCode
    }

    /// Of whatever a step threw.
    init(_ error: any Error) {
        switch error {
        case let failure as StepFailure: self = failure
        case let issues as Issues:
            let all = issues.all
            let first = all.first
            let place = first?.location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
            let more = all.count > 1 ? " (and \(all.count - 1) more; “twin check” says all)" : ""
            let hint = first?.hint.map { "; \($0)" } ?? ""
            words = place + (first?.message ?? "it is refused") + hint + more
            exitCode =
                all.allSatisfy { $0.nature == .missingInput } ? 66 : all.allSatisfy { $0.nature == .shortage } ? 75 : 65
        case let error as StoreError:
            words = error.description
            exitCode =
                switch error.nature {
                case .inputOutput, .cannotCreate: 74
                case .damaged, .usage: 65
                case .missing: 66
                case .occupied: 75
                }
        case let error as FileFailure:
            words = error.description
            exitCode = error.isOccupied ? 75 : 74
        case let error as RiskRunError:
            words = error.description
            exitCode = 70
        default:
            words = "\(error)"
            exitCode = 70
        }
    }

    /// Exit codes of what fails, the gravest first: a mistake of twin, the disk, bad input, missing input, shortage; then a breach.
    static let gravity = [70, 74, 65, 66, 75, 3]

    static func gravest(_ codes: [Int]) -> Int { gravity.first { codes.contains($0) } ?? codes.max() ?? 0 }
}
