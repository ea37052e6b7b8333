import MarketTwin
import TestSupport

extension ScratchFolder {
    func resolve(_ name: String = "s.yaml", _ changes: [String] = []) throws -> ResolvedRun {
        try Workshop.standard().check(ScenarioRequest(path(name), overrides: changes.compactMap { Override($0) }))
    }

    /// The messages of everything that is wrong, as `line:column message`.
    func complaints(_ changes: [String] = [], in name: String = "s.yaml") -> [String] {
        do {
            _ = try resolve(name, changes)
            return []
        } catch let issues as Issues {
            return issues.all.map { issue in
                let place = issue.location.map { "\($0.line):\($0.column) " } ?? ""
                return place + issue.message
            }
        } catch {
            return ["\(error)"]
        }
    }
}

/// A market of two shares, a rate and an exchange rate, written inline.
let inlineScenario = """
    version: 1
    title: Inline
    asOf: 2022-12-28
    market:
      levels: {EQ.A: 100, EQ.B: 50, IR.USD.1Y: 4%, FX.EURUSD: 1.06}
      volatilities: {EQ.A: 30%, EQ.B: 20%, IR.USD.1Y: 1%, FX.EURUSD: 9%}
      correlations:
        - {between: [EQ.A, EQ.B], is: 0.5}
    portfolio:
      positions:
        - {id: a, book: X/Y, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
        - {id: b, book: X/Z, quantity: 20, instrument: {kind: equity, factor: EQ.B}}

    """
