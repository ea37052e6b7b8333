import Compare
import Journal
import Scenarios
import Settings
import StudyKit

/// Two stored runs, for what changed from one to the other.
package struct RunPair {
    private let ids: [ContentHash]
    private let runs: StoredRuns

    package init(_ first: ContentHash, _ second: ContentHash, in runs: StoredRuns) {
        ids = [first, second]
        self.runs = runs
    }

    /// The change of every figure, taken apart, from the scenarios and data that were kept.
    ///
    /// - Throws: where the files of a run, laid out again, make another run: as of a scenario that names files by whole paths.
    package func comparison(in workshop: Workshop) throws -> RunComparison {
        let space = try ScratchSpace()
        defer { withExtendedLifetime(space) {} }
        let records = try ids.map { try runs.record($0) }
        let requests = try records.enumerated().map { place, record in
            ScenarioRequest(
                try runs.layOut(record, in: space.path + "/\(place)"),
                overrides: record.changes.compactMap { Override($0) })
        }
        var request = ComparisonStudy.Request(requests[0].file, requests[1].file)
        (request.first, request.second) = (requests[0], requests[1])
        var comparison = try ComparisonStudy().run(request, in: workshop)
        for (place, side) in [comparison.first, comparison.second].enumerated() {
            guard side.run.inputs == ContentHash(of: records[place].identity).description else {
                throw StoreError(
                    "the kept files of run \(ids[place].description.prefix(12)) make another run: it names files by paths that"
                        + " begin with /, or this program reads them otherwise", .damaged)
            }
        }
        comparison.first.file = Self.name(records[0], ids[0])
        comparison.second.file = Self.name(records[1], ids[1])
        comparison.first.run.scenario = comparison.first.file
        comparison.second.run.scenario = comparison.second.file
        return comparison
    }

    private static func name(_ record: RunRecord, _ id: ContentHash) -> String {
        "\(record.scenario) of \(record.asOf) (run \(id.description.prefix(12)))"
    }
}
