import MarketTwin
import Reports
import StudyKit
import TestSupport
import Testing

/// JSON is the finding, written and read by one description.
@Suite("Findings read back")
struct ReadBackTests {
    /// What a study does with a result of its own.
    private struct Reader: Sendable {
        /// The result read and written again.
        let again: @Sendable (_ text: String) throws -> String
        /// The files of the document of what was read.
        let files: @Sendable (_ text: String) throws -> [String: String]

        init<S: Study>(_ study: S) {
            again = { try study.json(of: Self.finding(of: study, $0), secondsOfReporting: { 0 }) }
            files = { text in
                let files = try study.files(of: try Self.finding(of: study, text), in: Catalog.documentFormats)
                return Dictionary(
                    uniqueKeysWithValues: files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
            }
        }

        private static func finding<S: Study>(of study: S, _ text: String) throws -> S.Finding {
            try FindingJSON.read(from: text, measures: Catalog.standard.kinds.measures.members)
        }
    }

    /// Of every study, by the name of its command.
    private static let readers = Dictionary(
        uniqueKeysWithValues: Catalog.studies.map { study in (type(of: study).name, reader(study)) })

    private static func reader(_ study: some Study) -> Reader { Reader(study) }

    @Test("what is written is what is read", arguments: PinnedStudyTests.studies.map(\.command))
    func roundTrip(command: String) throws {
        let study = try #require(PinnedStudyTests.studies.first { $0.command == command })
        let reader = try #require(Self.readers[command], "\(command) has no reader")
        for run in study.runs {
            let output = try PinnedOutput(PinnedStudyTests.arguments(command, run))
            let text = try output.raw("report.json")
            #expect(try reader.again(text) == text, "\(run)")
            for (name, file) in try reader.files(text) where name != "report.json" {
                // Reporting itself takes time after what is read has been written.
                let (again, first) = (timeless(file), timeless(try output.raw(name)))
                let lines = zip(again.split(separator: "\n"), first.split(separator: "\n"))
                #expect(again == first, "\(run) \(name): \(String(describing: lines.first { $0 != $1 }))")
            }
        }
    }

    @Test("a result of another schema is refused, and what is known is said", arguments: readers.keys.sorted())
    func otherSchema(command: String) throws {
        let reader = try #require(Self.readers[command])
        let error = #expect(throws: DecodingError.self) { try reader.again(#"{"schema": "market-twin.none/1"}"#) }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.debugDescription.contains("market-twin.none/1"))
        #expect(context.debugDescription.contains("known: market-twin."))
    }

    private func timeless(_ text: String) -> String { text.replacing(/[0-9.]+ s \(start [^)]*\)/, with: "TIME") }
}
