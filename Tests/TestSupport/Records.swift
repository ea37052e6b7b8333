import Foundation

/// The records that tests compare with, `Tests/TARGET/Golden`: what is not listed here is read by nobody.
public enum Records {
    /// Of each target of tests, its files.
    public static let names: [String: Set<String>] = [
        "MarketTwinTests": Set(
            (Shipped.names + [
                "backtest-of-models", "calibration-clustered-volatility", "calibration-copula", "compare-quickstart",
                "replay-where-it-comes-from", "reverse-stress", "stress-report", "whatif-where-it-comes-from",
            ]).map { $0 + ".txt" }),
        "twinTests": Set(
            ["monte-carlo", "historical", "parametric"].flatMap { run in
                ["json", "csv", "components.csv", "html", "page.txt"].map { "run-\(run).\($0)" }
            } + ["run.keys.txt", "calibrate.json", "calibrate.correlations.csv", "calibrate.model.yaml"]
                + ["calibrate.keys.txt", "calibrate.page.txt"]
                + ["stress", "reverse", "backtest", "compare", "replay", "whatif"].flatMap { study in
                    ["json", "csv", "keys.txt", "page.txt"].map { "\(study).\($0)" }
                }),
    ]

    private static let tests = Shipped.root.appendingPathComponent("Tests")

    /// The target that a file of tests belongs to.
    static func target(ofTest file: String) -> String? {
        let parts = file.split(separator: "/").map(String.init)
        return parts.firstIndex(of: "Tests").flatMap { $0 + 1 < parts.count ? parts[$0 + 1] : nil }
    }

    static func folder(of target: String) -> URL { tests.appendingPathComponent(target + "/Golden") }

    /// The files that are there, of each target that has any.
    public static func found() throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for target in try FileManager.default.contentsOfDirectory(atPath: tests.path) {
            let folder = folder(of: target)
            guard FileManager.default.fileExists(atPath: folder.path) else { continue }
            found[target] = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
        }
        return found
    }
}
