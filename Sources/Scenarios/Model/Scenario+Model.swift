import DataSources
import Settings

extension Value.Content {
    /// The same with what another says in its place; mappings are gone through key by key.
    fileprivate func overridden(by other: Value.Content) -> Value.Content {
        guard case .mapping(var entries) = self, case .mapping(let others) = other else { return other }
        for entry in others {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index].value = entries[index].value.overridden(by: entry.value)
            } else {
                entries.append(entry)
            }
        }
        return .mapping(entries)
    }
}

extension Specification {
    /// Whether both are of one kind, and equal in every setting that both have.
    fileprivate func agrees(with other: Specification) -> Bool {
        kind == other.kind && settings.allSatisfy { name, value in other.settings[name].map { $0 == value } ?? true }
    }
}

extension Scenario {
    /// Takes over the market of a calibrated model, below what this scenario states itself.
    ///
    /// A rule of this scenario for a factor completes the model's where both name the same process, and replaces it where
    /// they do not. So does its dependence. A marginal completes the model's only where the two agree in what both say: a
    /// tail that was fitted beyond one threshold says nothing of another.
    ///
    /// What a factor that follows another came to stands in the model, as volatility and correlations: the proxy has done its
    /// work, as a history has.
    mutating func adopt(_ model: Scenario) {
        asOf = asOf ?? model.asOf
        let known = Set(model.volatilities.map(\.factor))
        proxies.removeAll { known.contains($0.content.factor) }
        levels = model.levels + levels
        volatilities = model.volatilities + volatilities
        if correlationFile == nil {
            correlationFile = model.correlationFile
            correlationDigest = correlationDigest ?? model.correlationDigest
        }
        correlations = model.correlations + correlations
        if !statesDependence {
            dependence = model.dependence
            dependenceLocation = model.dependenceLocation
        } else if dependence.kind == model.dependence.kind {
            dependence.settings = model.dependence.settings.merging(dependence.settings) { $0.overridden(by: $1) }
        }
        for rule in model.factorRules {
            guard let id = rule.content.pattern.factor else { continue }
            let own = factorRules.filter { $0.content.pattern.matches(id) }
            var merged = rule
            if let written = own.last(where: { $0.content.marginal != nil })?.content.marginal {
                merged.content.marginal = rule.content.marginal.flatMap {
                    $0.specification.agrees(with: written.specification) ? $0 : nil
                }
            }
            if let written = own.last(where: { $0.content.process != nil }), let process = written.content.process {
                merged.content.process = rule.content.process.flatMap { model in
                    guard model.kind == process.kind else { return nil }
                    var merged = model
                    merged.settings.merge(process.settings) { _, own in own }
                    return merged
                }
                merged.location = written.location
                merged.path = written.path
            }
            factorRules.append(merged)
        }
    }

    /// Reads the model that the scenario names, where it names one.
    mutating func adoptModel(catalog: Catalog, issues: inout [Issue]) {
        guard let located = model else { return }
        let file = located.content
        let subject = Issue.Subject.setting(["market", "model"])
        let text: String
        do { text = try FileText.read(file) } catch {
            issues += error.all.map { $0.placed(at: located.location, path: located.path).about(subject) }
            return
        }
        var found: [Issue] = []
        let read = Scenario.decode(
            yaml: text, file: file, directories: ScenarioDirectories(of: file), overrides: [], catalog: catalog,
            issues: &found)
        issues += found.map { $0.about(subject) }
        guard let read else { return }
        files += read.files
        if let inner = read.model ?? nil {
            issues.append(
                Issue(
                    "the model \(file) takes its market from another model",
                    hint: "name \(inner.content), or calibrate again", at: located.location, path: located.path,
                    about: subject))
        }
        if let history = read.history.first {
            issues.append(
                Issue(
                    "\(file) is no calibrated model: it has a history of its own",
                    hint: "calibrate it with “twin calibrate”, and name the model.yaml that this writes",
                    at: history.location, path: located.path, about: subject))
        }
        adopt(read)
    }
}
