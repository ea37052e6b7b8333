import Market
import Settings

/// Where the positions and factors of a run are written, for messages about figures that they lead to.
public struct RunPlaces: Sendable {
    public let scenario: Scenario
    private let positions: [Scenario.WrittenPosition]

    init(_ scenario: Scenario, positions: [Scenario.WrittenPosition]) {
        self.scenario = scenario
        self.positions = positions
    }

    /// An issue at the place of a position.
    public func issue(_ message: String, hint: String, ofPosition id: String) -> Issue {
        let position = positions.first { $0.id == id }
        return Issue(message, hint: hint, at: position?.location ?? top, path: position?.path ?? "portfolio")
    }

    /// An issue where it is said how a factor moves: at its volatility, its process, its level or its history.
    public func issue(_ message: String, hint: String, of factor: FactorID) -> Issue {
        let volatility = scenario.volatilities.last { $0.factor == factor }?.volatility
        let rule = scenario.factorRules.last { $0.content.process != nil && $0.content.pattern.matches(factor) }
        let level = scenario.levels.last { $0.factor == factor }?.level
        let places = [
            rule.map { ($0.location, $0.path) }, volatility.map { ($0.location, $0.path) },
            level.map { ($0.location, $0.path) }, scenario.history.first.map { ($0.location, $0.path) },
        ]
        let place = places.lazy.compactMap(\.self).first
        return Issue(message, hint: hint, at: place?.0 ?? top, path: place?.1 ?? "market")
    }

    /// Where a setting stands; where it was left out, what it would stand in, at the last the first line of the file.
    ///
    /// - Parameter keys: those that lead to it, as in `["simulation", "paths"]`.
    public func location(of keys: [String]) -> SourceLocation { scenario.places.location(of: keys) }

    private var top: SourceLocation { location(of: []) }
}
