import Market
import Parametric

/// Where the market states of a run come from, where it is not from its model by Monte Carlo.
public enum MarketSource: Sendable, Codable {
    case historical(HistoricalScenarios)
    /// Days drawn from a history and brought to volatilities that move on from today's.
    case filtered(FilteredHistory)
    /// No states but those that sensitivities are taken on.
    case parametric(ParametricMethod)
}

extension Run {
    /// How the losses of its scenarios count.
    public var sampleDesign: SampleDesign {
        guard case .historical(let scenarios) = source else { return .independent }
        return SampleDesign(weights: scenarios.weights, overlap: scenarios.span)
    }

    /// How its losses are distributed is computed from sensitivities; nil where it is read off scenarios.
    public var parametricMethod: ParametricMethod? {
        if case .parametric(let method) = source { method } else { nil }
    }

    /// Whether its scenarios are random draws, of which there could be more.
    public var isDrawn: Bool {
        switch source {
        case nil, .filtered: true
        case .historical, .parametric: false
        }
    }
}
