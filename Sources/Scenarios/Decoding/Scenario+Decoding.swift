import Calibration
import DataSources
import Dependence
import Market
import Measures
import Settings
import Simulation

extension Scenario {
    /// Reads a scenario from YAML text.
    ///
    /// - Parameters:
    ///   - file: as it is named in messages.
    ///   - directories: where relative paths start.
    ///   - overrides: values set from the command line.
    ///   - issues: every mistake found is added.
    /// - Returns: nil where so much is wrong that nothing further can be checked.
    static func decode(
        yaml text: String, file: String, directories: ScenarioDirectories, overrides: [Override], catalog: Catalog,
        issues: inout [Issue]
    ) -> Scenario? {
        var tree: WrittenNode
        do {
            tree = try WrittenNode.parse(yaml: text, file: file)
            try tree.checkIsScenario(catalog, file: file)
        } catch {
            issues.append(error)
            return nil
        }
        for override in overrides {
            do { tree = try override.apply(to: tree) } catch { issues.append(error) }
        }
        return decode(tree, file: file, directories: directories, catalog: catalog, issues: &issues)
    }

    /// - Returns: nil where so much is wrong that nothing further can be checked.
    static func decode(
        _ tree: WrittenNode, file: String, directories: ScenarioDirectories, catalog: Catalog, issues: inout [Issue]
    ) -> Scenario? {
        var decoder = ShapeDecoder()
        let root = decoder.decode(tree, as: catalog.scenarioShape, path: "")
        issues += decoder.issues
        guard let root else { return nil }
        let (directory, remark) = directories.chosen(for: decoder.files, file: file)
        issues += remark.map { [$0] } ?? []
        var scenario = Scenario(root, file: file, directory: directory, catalog: catalog, issues: &issues)
        scenario.files = decoder.files.map { FilePath.resolve($0, relativeTo: directory) }
        scenario.readSections(root, in: tree, catalog: catalog, issues: &issues)
        return scenario
    }

    private init(_ root: Value, file: String, directory: String, catalog: Catalog, issues: inout [Issue]) {
        places = SettingPlaces(file: file, root: root)
        let market = root["market"]
        let calibration = root["calibration"]
        let portfolio = root["portfolio"]
        self.file = file
        self.directory = directory
        title = root["title"]?.text ?? "Untitled"
        asOf = root["asOf"]?.located(\.date)
        baseCurrency = root["baseCurrency"]?.currency ?? .usDollar

        history = (market?["history"]?.items ?? []).compactMap { item in
            item.chosen(in: catalog.dataSources)?.located(at: item)
        }
        levels = Self.numbers(market?["levels"]).map { ($0.factor, $0.number) }
        volatilities = Self.numbers(market?["volatilities"]).map { ($0.factor, $0.number) }
        correlations = Self.correlations(market?["correlations"], &issues)
        proxies = Self.proxies(market?["proxies"], &issues)
        frequency = market?["frequency"]?.located { $0.text.flatMap(WrittenFrequency.init) }
        func path(_ value: Value?) -> Located<String>? {
            guard var path = value?.located(\.text) else { return nil }
            path.content = FilePath.resolve(path.content, relativeTo: directory)
            return path
        }
        model = path(market?["model"])
        correlationFile = path(market?["correlationFile"])
        correlationDigest = market?["correlationDigest"]?.located(\.text)

        adjustments = Self.adjustments(market?["adjustments"], &issues)
        adjustmentFile = path(market?["adjustments"])

        qualityRules = catalog.qualityRules.members.map { rule in
            let written = (root["dataQuality"]?[rule.kind]?.members ?? []).map { ($0.key, $0.value.wholeContent) }
            return Chosen(rule, settings: Dictionary(written, uniquingKeysWith: { first, _ in first })) { $0 }
        }
        window =
            calibration?["window"]?.located(\.count) ?? root["simulation"]?["window"]?.located(\.count)
            ?? Located(content: 500, location: nil, path: "")
        covariance =
            calibration?["covariance"]?.chosen(in: catalog.covarianceEstimators)
            ?? Chosen(SampleCovariance.self) { $0 }
        drift = calibration?["drift"]?.text.flatMap(Drift.init) ?? .zero
        repair = calibration?["repair"]?.chosen(in: catalog.repairs) ?? Chosen(NoRepair.self) { $0 }
        statesRepair = calibration?["repair"] != nil
        factorRules = (root["factors"]?.members ?? []).compactMap { member in
            guard let pattern = FactorPattern(member.key) else { return nil }
            let rule = FactorRule(
                pattern: pattern, process: member.value["process"]?.chosen(in: catalog.kinds.processes),
                marginal: member.value["marginal"]?.chosen(in: catalog.kinds.marginals))
            if member.value.members.isEmpty, member.value.isWhole {
                issues.append(
                    Issue(
                        "the rule for \(member.key) says nothing", hint: "give it a process or a marginal",
                        at: member.keyLocation, path: member.value.path,
                        about: .setting(["factors", member.key])))
            }
            return Located(content: rule, location: member.keyLocation, path: member.value.path)
        }
        statesDependence = root["dependence"] != nil
        dependence =
            root["dependence"]?.chosen(in: catalog.kinds.dependences) ?? Chosen(GaussianDependence.self) { $0 }
        dependenceLocation = root["dependence"]?.location

        portfolioFile = portfolio?["file"]?.located(\.text)
        positionMapping = portfolio?["mapping"].map { PositionMapping($0) }
        positions = (portfolio?["positions"]?.items ?? []).compactMap { WrittenPosition($0, catalog: catalog) }
        expired = portfolio?["expired"]?.text.flatMap(Expired.init) ?? .settle
        portfolioLocation = portfolio?.location
        let simulation = root["simulation"]
        self.simulation = Located(
            content: simulation?.chosen(in: catalog.kinds.simulations) ?? Chosen(MonteCarloSimulation.self) { $0 },
            location: simulation?["paths"]?.location ?? simulation?["window"]?.location ?? simulation?.location,
            path: simulation?.path ?? "simulation")
        measures = Self.measures(root["measures"], catalog: catalog)
        sections = []
        sectionContents = [:]
    }

    /// Reads the sections, once all else is read.
    ///
    /// - Parameter tree: the scenario as it is written.
    private mutating func readSections(
        _ root: Value, in tree: WrittenNode, catalog: Catalog, issues: inout [Issue]
    ) {
        func read<Section: ScenarioSection>(_ type: Section.Type) -> (any ScenarioSection)? {
            guard let value = root[type.key] else { return nil }
            var own: [Issue] = []
            let source = SectionSource(self, tree: tree, key: type.key, isSound: issues.isEmpty, catalog: catalog)
            let section = type.init(value, in: source, issues: &own)
            issues += own.map { $0.about(type.subject) }
            sectionContents[type.key] = value.wholeContent
            return section
        }
        for type in catalog.sections {
            if let section = read(type) { sections.append(section) }
        }
    }

    private static func numbers(_ map: Value?) -> [(factor: FactorID, number: Located<Double>)] {
        (map?.members ?? []).compactMap { member in
            guard let factor = FactorID(member.key), let number = member.value.located(\.number) else { return nil }
            return (factor, number)
        }
    }

    private static func adjustments(_ list: Value?, _ issues: inout [Issue]) -> [Adjustment] {
        guard let list, list.text == nil else { return [] }
        return list.items.compactMap { item in
            guard let date = item["date"]?.date, let factor = item["factor"]?.factor, let value = item["value"],
                let written = value.text, let kind = item["kind"]?.text.flatMap(Adjustment.Kind.init)
            else { return nil }
            do throws(Issue) {
                return try Adjustment(kind, of: factor, on: date, value: written, at: item.location)
            } catch {
                issues.append(
                    Issue(
                        error.message, hint: error.hint, at: value.location, path: value.path,
                        about: .setting(["market", "adjustments"])))
                return nil
            }
        }
    }

    private static func correlations(_ list: Value?, _ issues: inout [Issue]) -> [Located<Correlation>] {
        var found: [Located<Correlation>] = []
        var lines: [Set<FactorID>: Int] = [:]
        let subject = Issue.Subject.setting(["market", "correlations"])
        for item in list?.items ?? [] {
            guard let between = item["between"], let value = item["is"]?.number else { continue }
            let factors = between.items.compactMap(\.factor)
            guard factors.count == 2 else {
                issues.append(
                    Issue(
                        "a correlation is between two factors, here are \(factors.count)", at: between.location,
                        path: between.path, about: subject))
                continue
            }
            guard factors[0] != factors[1] else {
                issues.append(
                    Issue(
                        "\(factors[0]) stands on both sides of a correlation",
                        hint: "a factor's correlation with itself is 1; name another factor",
                        at: between.location, path: between.path, about: subject))
                continue
            }
            let pair = Correlation(first: factors[0], second: factors[1], value: value)
            if let line = lines.updateValue(item.location?.line ?? 0, forKey: [pair.first, pair.second]) {
                issues.append(
                    Issue(
                        "the correlation between \(pair.first) and \(pair.second) is given twice",
                        hint: "it stands in line \(line) too", at: item.location, path: item.path, about: subject))
                continue
            }
            found.append(Located(content: pair, location: item.location, path: item.path))
        }
        return found
    }

    /// A measure with several confidences stands for one measure each.
    public static func measures(_ list: Value?, catalog: Catalog) -> [Located<any RiskMeasure>] {
        guard let list else {
            let standard: [any RiskMeasure] = [
                ValueAtRisk(confidence: 0.95), ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975),
            ]
            return standard.map { Located(content: $0, location: nil, path: "measures") }
        }
        return list.items.flatMap { item -> [Located<any RiskMeasure>] in
            guard let whole = item.chosen(in: catalog.kinds.measures) else { return [] }
            func one(_ chosen: Chosen<any RiskMeasure.Type>, at place: Value) -> Located<any RiskMeasure> {
                Located(
                    content: chosen.type.init(chosen.specification), location: place.location, path: place.path)
            }
            guard let name = whole.type.confidenceSetting, let confidence = item[name] else {
                return [one(whole, at: item)]
            }
            return confidence.items.compactMap { level in
                guard let number = level.number else { return nil }
                var single = whole
                single.settings[name] = .number(number)
                return one(single, at: level)
            }
        }
    }
}

extension Chosen {
    func located(at value: Value) -> Scenario.Located<Chosen> {
        Scenario.Located(content: self, location: value.location, path: value.path)
    }
}

extension Scenario.WrittenPosition {
    init?(_ value: Value, catalog: Catalog) {
        guard let id = value["id"]?.text, let quantity = value["quantity"]?.number,
            let instrument = value["instrument"], let chosen = instrument.chosen(in: catalog.kinds.instruments)
        else { return nil }
        self.init(
            id: id, book: value["book"]?.text ?? "", quantity: quantity, currency: value["currency"]?.currency,
            instrument: chosen, location: value.location, path: value.path,
            settingLocations: Dictionary(
                instrument.members.compactMap { member in member.value.location.map { (member.key, $0) } },
                uniquingKeysWith: { first, _ in first }))
    }
}

extension Scenario {
    /// Those asked for, and those that only sections need.
    var allMeasures: [Located<any RiskMeasure>] {
        let asked = Set(measures.map(\.content.specification))
        return measures + sections.flatMap { $0.neededMeasures }.filter { !asked.contains($0.content.specification) }
    }
}

extension Value {
    /// What is read of the value, with its place.
    public func located<Content>(_ read: (Value) -> Content?) -> Scenario.Located<Content>? {
        read(self).map { Scenario.Located(content: $0, location: location, path: path) }
    }
}

extension WrittenNode {
    /// Refuses a file of another sort by its name alone: what stands in it may be nobody's to read.
    ///
    /// - Throws: an issue where the file is no mapping, or has none of the keys of a scenario.
    fileprivate func checkIsScenario(_ catalog: Catalog, file: String) throws(Issue) {
        let place = SourceLocation(file: file, line: 1, column: 1)
        let hint = "a scenario is YAML or JSON, and begins with “version: 1”"
        guard case .mapping(let entries, _) = self else {
            throw Issue("“\(file)” is no scenario: it is no mapping of keys to values", hint: hint, at: place)
        }
        let known = catalog.scenarioSettings.map(\.name)
        let isNear = entries.prefix(1_000).contains { entry in
            known.contains(entry.key) || Suggestion.nearest(to: entry.key, among: known) != nil
        }
        if !isNear { throw Issue("“\(file)” is no scenario: it has none of the keys of one", hint: hint, at: place) }
    }
}
