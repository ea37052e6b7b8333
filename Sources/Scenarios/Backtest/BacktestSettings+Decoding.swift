import DataSources
import Settings

extension Scenario.BacktestSettings {
    /// - Parameters:
    ///   - tree: the scenario as it is written, for the models to change; nil where they are not to be looked at.
    ///   - scenario: the same, decoded.
    init(_ section: Value, in tree: WrittenNode?, of scenario: Scenario, catalog: Catalog, issues: inout [Issue]) {
        from = section["from"]?.located(\.date)
        to = section["to"]?.located(\.date)
        step = section["step"]?.count ?? 1
        refit = section["refit"]?.count ?? 1
        confidence = section["confidence"]?.located(\.confidence)
        shortfallConfidence = section["shortfallConfidence"]?.located(\.confidence)
        profitAndLossFile = section["profitAndLoss"]?["file"]?.located { file in
            file.text.map { FilePath.resolve($0, relativeTo: scenario.directory) }
        }
        location = section.location
        checkPeriod(&issues)
        guard let tree, issues.isEmpty, case .list(let written, _)? = tree["backtest"]?["models"] else { return }
        for (node, value) in zip(written, section["models"]?.items ?? []) {
            let name = value["name"]?.text ?? ""
            if models.contains(where: { $0.name == name }) {
                issues.append(
                    Issue(
                        "two models are named “\(name)”", hint: "give each a name of its own", at: value.location,
                        path: value.path))
            }
            var decoder = ShapeDecoder()
            let root = decoder.decode(tree.changed(by: node), as: catalog.scenarioShape, path: "")
            issues += decoder.issues.map { issue in
                // It stands in a model, whatever setting of the scenario that changes.
                var own = issue
                own.subject = nil
                return own
            }
            guard let root else { continue }
            models.append(
                Model(
                    name: name,
                    scenario: Scenario(
                        root, file: scenario.file, directory: scenario.directory, catalog: catalog, issues: &issues),
                    location: value.location))
        }
    }

    private func checkPeriod(_ issues: inout [Issue]) {
        guard let from, let to, from.content > to.content else { return }
        issues.append(
            Issue(
                "the backtest is from \(from.content) to \(to.content)", hint: "the first day comes first",
                at: from.location, path: from.path))
    }
}

extension WrittenNode {
    subscript(key: String) -> WrittenNode? {
        guard case .mapping(let entries, _) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// A scenario with the changes of a model: keys of a mapping are changed one by one, but what has a kind is taken as a
    /// whole, for settings of one kind mean nothing to another.
    ///
    /// Rules for factors come after the scenario's, for later rules win. A simulation keeps the horizon of the scenario's,
    /// which all models must share.
    fileprivate func changed(by model: WrittenNode) -> WrittenNode {
        guard case .mapping(let own, let location) = self, case .mapping(let changes, _) = model else { return self }
        var entries = own.filter { $0.key != "backtest" }
        for change in changes where change.key != "name" {
            guard let index = entries.firstIndex(where: { $0.key == change.key }) else {
                entries.append(change)
                continue
            }
            let before = entries[index].value
            entries[index].value =
                switch change.key {
                case "factors": before.followed(by: change.value)
                case "simulation": before.merged(with: change.value, keeping: "horizon")
                default: before.merged(with: change.value)
                }
        }
        return .mapping(entries, at: location)
    }

    /// - Parameter kept: a key that is taken over from what is replaced, where the new value lacks it.
    private func merged(with change: WrittenNode, keeping kept: String? = nil) -> WrittenNode {
        guard case .mapping(var entries, let location) = self, case .mapping(let changes, let place) = change else {
            return change
        }
        guard change["kind"] == nil else {
            let inherited = entries.filter { entry in entry.key == kept && change[entry.key] == nil }
            return .mapping(changes + inherited, at: place)
        }
        for change in changes {
            if let index = entries.firstIndex(where: { $0.key == change.key }) {
                entries[index].value = entries[index].value.merged(with: change.value)
            } else {
                entries.append(change)
            }
        }
        return .mapping(entries, at: location)
    }

    private func followed(by change: WrittenNode) -> WrittenNode {
        guard case .mapping(let entries, let location) = self, case .mapping(let changes, _) = change else {
            return change
        }
        let rest = entries.filter { change[$0.key] == nil }
        let changed = changes.map { change in
            var change = change
            if let before = self[change.key] { change.value = before.merged(with: change.value) }
            return change
        }
        return .mapping(rest + changed, at: location)
    }
}
