import Scenarios
import Settings

/// What `twin init` puts into a new folder.
package struct TwinMaking: Sendable {
    /// Relative to the folder.
    package let scenario: String
    package let files: [(path: String, bytes: [UInt8])]

    /// The scenario and every file that it names, below each other as they were.
    ///
    /// - Parameter files: the scenario first.
    package init(copying files: [String]) throws {
        let names = CommonFolder(of: files).names
        var seen: Set<String> = []
        self.files = try zip(names, files).compactMap { name, path in
            guard seen.insert(name).inserted else { return nil }
            return ("scenarios/" + name, try DurableFile.read(path))
        }
        scenario = "scenarios/" + (names.first ?? "")
    }

    /// A small portfolio on a stated market, to begin with.
    ///
    /// - Parameter date: of the valuation, as in `2026-12-01`.
    package init(first date: String) {
        scenario = "scenarios/first.yaml"
        files = [(scenario, Array(Self.first(date).utf8))]
    }

    /// Of `twin.yaml`.
    package func settings(name: String) -> String {
        """
        # What this twin runs, and how its nights go.
        version: 1
        name: \(name)
        scenarios:
          - \(scenario)
        # - {file: scenarios/other.yaml, name: other, set: [simulation.paths=1_000_000]}
        # ready: {by: "02:30", poll: 30s}       how long a night waits for files that are late

        """
    }

    private static func first(_ date: String) -> String {
        """
        # Two shares and a put, on a market that is stated: put a history in its place.
        version: 1
        title: A first portfolio
        asOf: \(date)
        baseCurrency: USD
        market:
          levels: {EQ.ALPHA: 100, EQ.BETA: 50, IR.USD.1Y: 4%}
          volatilities: {EQ.ALPHA: 25%, EQ.BETA: 35%, IR.USD.1Y: 1%}
          correlations:
            - {between: [EQ.ALPHA, EQ.BETA], is: 0.6}
        portfolio:
          positions:
            - {id: alpha, book: Equity, quantity: 1_000, instrument: {kind: equity, factor: EQ.ALPHA}}
            - {id: beta, book: Equity, quantity: 2_000, instrument: {kind: equity, factor: EQ.BETA}}
            - {id: put, book: Hedge, quantity: 1_000, instrument: {kind: european-option, factor: EQ.ALPHA,
               right: put, strike: 90, expiry: \(date.prefix(4).last == "9" ? "2039" : "2035")-12-31, volatility: 25%, rate: IR.USD}}
        simulation: {paths: 100_000, horizon: 10d, seed: 1}
        measures:
          - {kind: value-at-risk, confidence: 99%}
          - {kind: expected-shortfall, confidence: 97.5%}

        """
    }

    /// Makes the folder.
    ///
    /// - Throws: where it is a twin's already, or cannot be written.
    package func make(_ folder: TwinFolder, name: String? = nil) throws {
        try folder.checkIsFree()
        // The journal comes last: a folder that has one is whole.
        for file in files { try DurableFile.lay(file.bytes, at: file.path, in: folder.path) }
        try Store.create(folder, settings: settings(name: name ?? folder.name))
    }
}
