import DataSources
import Market
import Settings

/// Makes a `Run` of a scenario file: reads what it names, cleans, calibrates, binds, and finds everything that is wrong.
public struct ScenarioResolver: Sendable {
    /// Of everything that a scenario may name.
    public let catalog: Catalog

    public init(catalog: Catalog) { self.catalog = catalog }

    /// - Parameters:
    ///   - file: the path of the scenario; relative paths in it start from its directory.
    ///   - overrides: values set from the command line.
    ///   - further: factors that the market shall have beside those of the portfolio, where the data name them.
    ///   - trades: a file of positions that are not held, but shall be valued on the same market; they follow those of the
    ///     portfolio.
    ///   - sections: those to resolve with the run.
    /// - Throws: every mistake that could be found.
    public func resolve(
        _ file: String, overrides: [Override] = [], further: [FactorID] = [], trades: String? = nil,
        sections: SectionChoice = .only([])
    ) throws(Issues) -> ResolvedRun {
        try prepare(file, overrides: overrides, further: further, trades: trades).resolve(sections)
    }

    /// Reads a scenario and every file that it names, once for all the runs that are made of it.
    ///
    /// - Throws: where so much is wrong that nothing further can be checked; other mistakes wait in what is returned.
    public func prepare(
        _ file: String, overrides: [Override] = [], further: [FactorID] = [], trades: String? = nil
    ) throws(Issues) -> PreparedScenario {
        let start = ContinuousClock.now
        let text = try Self.read(file)
        var issues: [Issue] = []
        let decoded = Scenario.decode(
            yaml: text, file: file, directories: ScenarioDirectories(of: file),
            overrides: overrides, catalog: catalog, issues: &issues)
        guard let scenario = decoded else { throw Issues(issues) }
        return PreparedScenario(
            scenario, further: further, trades: trades, issues: issues, catalog: catalog, since: start)
    }

    /// A section as it is written, without reading what else the scenario names.
    ///
    /// - Returns: nil where it is not written, or so much is wrong that nothing can be read.
    public func section<Section: ScenarioSection>(
        _ section: Section.Type, of file: String, overrides: [Override] = []
    ) -> Section? {
        let isNamed = overrides.contains { $0.path.hasPrefix(Section.key) }
        guard let text = try? Self.read(file), isNamed || text.contains(Section.key) else { return nil }
        var issues: [Issue] = []
        let scenario = Scenario.decode(
            yaml: text, file: file, directories: ScenarioDirectories(of: file), overrides: overrides, catalog: catalog,
            issues: &issues)
        return scenario?.section(section)
    }

    private static func read(_ file: String) throws(Issues) -> String {
        do {
            return try DataSources.FileText.read(file)
        } catch {
            let start = SourceLocation(file: file, line: 1, column: 1)
            throw Issues(error.all.map { $0.nature == .badInput ? $0.placed(at: start, path: "") : $0 })
        }
    }
}

extension Issue {
    /// The same issue with a place, where it has none of its own.
    public func placed(at location: SourceLocation?, path: String) -> Issue {
        guard self.location == nil else { return self }
        var placed = self
        placed.location = location
        placed.path = path
        return placed
    }
}
