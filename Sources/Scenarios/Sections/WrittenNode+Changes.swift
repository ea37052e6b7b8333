extension WrittenNode {
    /// What stands below a key; an item of a list by its number, as in `[0]`.
    subscript(key: String) -> WrittenNode? {
        switch self {
        case .scalar: nil
        case .list(let items, _): items.indices.first { "[\($0)]" == key }.map { items[$0] }
        case .mapping(let entries, _): entries.first { $0.key == key }?.value
        }
    }

    func without(_ key: String) -> WrittenNode {
        guard case .mapping(let entries, let location) = self else { return self }
        return .mapping(entries.filter { $0.key != key }, at: location)
    }

    /// A scenario with changes: keys of a mapping are changed one by one, but what has a kind is taken as a
    /// whole, for settings of one kind mean nothing to another.
    ///
    /// Rules for factors come after the scenario's, for later rules win. A simulation keeps the horizon of the scenario's,
    /// which is compared with others over the same days.
    ///
    /// - Parameter keys: of a scenario; others among the changes say something else.
    func changed(by changes: WrittenNode, keys: Set<String>) -> WrittenNode {
        guard case .mapping(var entries, let location) = self, case .mapping(let changes, _) = changes else {
            return self
        }
        for change in changes where keys.contains(change.key) {
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
