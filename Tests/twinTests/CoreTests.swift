import Foundation
import TestSupport
import Testing

/// Results of one identity have the same bits, whatever kernels made them. `CORES=all` takes every shipped scenario.
@Suite("one identity, one set of bits")
struct CoreTests {
    private static let isWhole = ProcessInfo.processInfo.environment["CORES"] == "all"

    /// Kernel sets of OpenBLAS that this processor has.
    private static let cores: [String] = {
        let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let sets = [
            ("avx512vl", "SkylakeX"), ("avx2", "Haswell"), ("avx2", "Zen"), ("avx", "Sandybridge"),
            ("sse4_2", "Nehalem"),
            ("sse3", "Prescott"),
        ]
        let had = sets.filter { processor.contains($0.0) || $0.1 == "Prescott" }.map(\.1)
        return isWhole ? had : had.filter { ["SkylakeX", "Haswell", "Nehalem"].contains($0) }
    }()

    private static let scenarios =
        isWhole ? Shipped.names : ["quickstart", "student-t-tails", "historical", "parametric"]

    /// The figures of a result with every digit, and what it says it is.
    private struct Result: Decodable {
        struct Run: Decodable { var id: String }
        struct Engine: Decodable { var blasCore: String }
        struct Figure: Decodable, Hashable {
            var value: Double
            var standardError: Double?
            var low: Double?
            var high: Double?
        }

        var run: Run
        var engine: Engine
        var measures: [Figure]
    }

    private static func result(_ name: String, _ options: [String], core: String) throws -> Result? {
        let run = try TwinProcess(
            ["run", "Scenarios/\(name).yaml", "--json"] + options, environment: ["OPENBLAS_CORETYPE": core])
        guard run.code == 0 || run.code == 3 else { return nil }
        return try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
    }

    @Test("scenarios on kernel sets, in either precision", arguments: scenarios)
    func bits(name: String) throws {
        var figures: [String: Set<[Result.Figure]>] = [:]
        var used: Set<String> = []
        for core in Self.cores {
            let drawn = try ["double", "single"].compactMap {
                try Self.result(name, ["--paths", "4000", "--precision", $0], core: core)
            }
            // What is not drawn takes neither paths nor a precision.
            let results = drawn.isEmpty ? [try Self.result(name, [], core: core)].compactMap(\.self) : drawn
            try #require(!results.isEmpty, "\(name) on \(core)")
            for result in results {
                figures[result.run.id, default: []].insert(result.measures)
                used.insert(result.engine.blasCore)
            }
        }
        #expect(used.count == Self.cores.count, "\(used)")
        for (identity, sets) in figures {
            #expect(sets.count == 1, "\(name): \(identity) has \(sets.count) sets of bits")
        }
    }
}
