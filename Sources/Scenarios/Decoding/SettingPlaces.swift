import Settings

/// Where the settings of a scenario are written.
public struct SettingPlaces: Sendable {
    private let file: String
    private let root: Value

    init(file: String, root: Value) {
        self.file = file
        self.root = root
    }

    /// Where a setting stands; where it was left out, what it would stand in, at the last the first line of the file.
    ///
    /// - Parameter keys: those that lead to it, as in `["simulation", "paths"]`.
    public func location(of keys: [String]) -> SourceLocation {
        var place = SourceLocation(file: file, line: 1, column: 1)
        var value = root
        for key in keys {
            guard let next = value[key] else { break }
            value = next
            place = next.location ?? place
        }
        return place
    }

    /// The same issues, each with a place: that of what it is about where it has none.
    public func placing(_ issues: [Issue]) -> [Issue] {
        issues.map { issue in
            guard issue.location == nil else { return issue }
            var placed = issue
            switch issue.subject {
            case .setting(let keys): placed.location = location(of: keys)
            case .factor(let factor): placed.location = location(of: ["factors", factor.name])
            case nil: placed.location = location(of: [])
            }
            return placed
        }
    }
}
