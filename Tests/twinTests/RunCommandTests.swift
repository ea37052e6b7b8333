import Foundation
import TestSupport
import Testing

@Suite("twin run")
struct RunCommandTests {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("--json prints one object with every agreed key, and writes no file")
    func json() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml", "--json")
        #expect(run.code == 0)
        #expect(run.errors.isEmpty)
        #expect(folder.contents == ["s.yaml"])
        let result = try object(run.output)
        #expect(result["schema"] as? String == "market-twin.result/1")
        let agreed: [String: [String]] = [
            "run": ["id", "title", "asOf", "seed", "paths", "horizonDays", "steps"],
            "engine": ["version", "blasCore", "simd", "workers", "precision"],
            "timings": ["load", "calibrate", "simulate", "measure"], "portfolio": ["currency", "value", "positions"],
        ]
        for (section, keys) in agreed {
            let found = try #require(result[section] as? [String: Any])
            for key in keys { #expect(found[key] != nil, "\(section).\(key)") }
        }
        let measures = try #require(result["measures"] as? [[String: Any]])
        for measure in measures {
            for key in ["kind", "book", "value", "standardError", "low", "high", "estimator"] {
                #expect(measure[key] != nil, "\(key)")
            }
        }
        #expect(Set(measures.compactMap { $0["book"] as? String }) == ["", "Shares", "Options"])
        #expect(measures.contains { $0["confidence"] as? Double == 0.99 })
        #expect(result["dataIssues"] is [Any])
    }

    @Test("workers change nothing but their own number and the timings")
    func workers() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        func measures(_ workers: String) throws -> NSArray {
            try #require(
                try object(folder.twin("run", "s.yaml", "--json", "--workers", workers).output)["measures"] as? NSArray)
        }
        let known = try measures("1")
        for workers in ["2", "3", "7"] { #expect(try measures(workers) == known) }
    }

    @Test("without --out the report goes below reports/, in every format, and the terminal says where")
    func reports() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin("run", "s.yaml")
        #expect(run.code == 0)
        #expect(run.output.contains("VaR 99%"))
        #expect(run.output.hasSuffix("Report: reports/s/report.html\n"))
        #expect(!run.output.contains("\u{1B}"))
        #expect(run.errors.isEmpty)
        let files = folder.contents.filter { $0.hasPrefix("reports/s/") }
        #expect(
            files
                == ["components.csv", "report.csv", "report.html", "report.json", "report.txt"].map {
                    "reports/s/" + $0
                })
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("--paths, --seed, --precision and --set change the run")
    func overrides() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try folder.twin(
            "run", "s.yaml", "--json", "--paths", "1k", "--seed", "7", "--precision", "single", "--set",
            "market.levels.EQ.A=120", "--set", "simulation.steps=2")
        let result = try object(run.output)
        let summary = try #require(result["run"] as? [String: Any])
        #expect(summary["paths"] as? Int == 1_000)
        #expect(summary["seed"] as? Int == 7)
        #expect(summary["steps"] as? Int == 2)
        #expect((result["engine"] as? [String: Any])?["precision"] as? String == "single")
        let value = try #require((result["portfolio"] as? [String: Any])?["value"] as? Double)
        #expect(value > 1_200 && value < 1_220)
    }
}
