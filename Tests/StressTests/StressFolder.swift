import MarketTwin
import TestSupport

/// A scenario file in a folder of its own, removed when it goes.
final class StressFolder {
    private let folder: ScratchFolder

    /// - Parameter files: beside the scenario.
    init(_ scenario: String, _ files: [String: String] = [:]) throws {
        folder = try ScratchFolder(files.merging(["s.yaml": scenario]) { first, _ in first })
    }

    private var file: String { folder.path("s.yaml") }

    func report() throws -> StressReport {
        return try StressStudy().run(file, in: .standard())
    }

    /// What is wrong with it, message and hint.
    func complaints() throws -> [(message: String, hint: String)] {
        do {
            _ = try Workshop.standard().check(ScenarioRequest(file))
            return []
        } catch {
            return error.all.map { ($0.message, $0.hint ?? "") }
        }
    }
}

/// Calls and puts on one share, as in the reference case: flat volatilities of their own, one rate.
let optionBook = """
    version: 1
    title: Two options
    asOf: 2022-12-28
    market:
      levels: {EQ.A: 100, VOL.C: 22%, VOL.P: 25%, IR.USD.1Y: 3%}
      volatilities: {EQ.A: 20%, VOL.C: 30%, VOL.P: 30%, IR.USD.1Y: 1%}
    portfolio:
      positions:
        - {id: call, book: A, quantity: 10, instrument: {kind: european-option, factor: EQ.A, right: call, strike: 105,
           expiry: 0.5y, volatility: VOL.C, rate: IR.USD.1Y, dividendYield: 1%}}
        - {id: put, book: B, quantity: -20, instrument: {kind: european-option, factor: EQ.A, right: put, strike: 95,
           expiry: 0.25y, volatility: VOL.P, rate: IR.USD.1Y, dividendYield: 1%}}
    simulation: {paths: 2_000, horizon: 10d, seed: 5}

    """

/// Two shares and a rate, all linear in their factors to first order.
let linearBook = """
    version: 1
    title: Two shares
    asOf: 2022-12-28
    market:
      levels: {EQ.A: 100, EQ.I: 50, CM.G: 20}
      volatilities: {EQ.A: 20%, EQ.I: 15%, CM.G: 30%}
      correlations: [{between: [EQ.A, EQ.I], is: 0.6}]
    portfolio:
      positions:
        - {id: a, book: X, quantity: 1_000, instrument: {kind: equity, factor: EQ.A}}
        - {id: g, book: Y, quantity: 500, instrument: {kind: commodity, factor: CM.G}}
    simulation: {paths: 4_000, horizon: 10d, seed: 5}

    """
