import Journal
import Market
import Measures

/// Everything that is kept of a run: what it was, what went in, what came out. It names objects; its own SHA-256 is its id.
package struct RunRecord: Codable, Sendable {
    package static let currentSchema = "market-twin.record/1"

    /// A file that went in or came out.
    package struct File: Codable, Sendable, Hashable {
        /// Relative, with slashes.
        package var name: String
        package var object: ContentHash
        package var size: Int

        package init(name: String, object: ContentHash, size: Int) {
            self.name = name
            self.object = object
            self.size = size
        }
    }

    /// What every stretch of paths gained, as hashes: enough to compute a few of them again and compare bits.
    package struct Ranges: Codable, Sendable, Hashable {
        package var paths: Int
        /// Chunks of 4,096 paths in a stretch.
        package var chunks: Int
        /// Of the gains on the paths of each stretch, as doubles, the least significant byte first: the SHA-256 of those of the whole
        /// portfolio on all of them and of every other book on the first 4,096, node by node, hashed together.
        package var digests: [ContentHash]
    }

    package var schema = RunRecord.currentSchema
    package var recorded: Timestamp
    package var who: String
    package var host: String
    /// The night it was made in, as a date; nil for a single run.
    package var night: String?
    /// The scenario's name: that of its file without its ending, or as `twin.yaml` calls it.
    package var scenario: String
    package var title: String
    /// Changes that the command line made, as `key=value`.
    package var changes: [String]
    package var asOf: CalendarDate
    /// The parts that the identity is made of, as text.
    package var identity: String
    package var finding: String?
    package var engine: EngineSummary
    package var kernels: String
    package var exitCode: Int
    package var timings: Timings
    package var portfolio: PortfolioSummary
    package var paths: Int
    package var horizonDays: Int
    package var figures: [RiskFigure]
    package var limits: [LimitReading]
    package var dataIssues: [DataIssue]
    /// The scenario first, then its data.
    package var inputs: [File]
    package var run: StoredRunParts
    package var ranges: Ranges?
    package var outputs: [File]
}
