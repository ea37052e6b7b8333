import Market
import Statistics

/// The Basel Committee’s traffic light: a zone by the count of exceptions, and what it costs in capital.
///
/// With p the probability of an exception, X binomial(n, p) and x exceptions, the zone is green where P(X ≤ x) < 95 %,
/// yellow where it is < 99.99 %, else red; without exceptions it is green, however few the days. The table of the rules is for 250 days at 99 %; for other sizes the add-on in
/// the yellow zone follows the rules' own reasoning: it restores 99 % coverage of a normal loss whose value-at-risk
/// was exceeded so often.
/// Sources: BCBS, “Supervisory framework for the use of ‘backtesting’ in conjunction with the internal models approach to
/// market risk capital requirements”, January 1996, table 2; Basel Framework, MAR99.
public struct TrafficLight: Hashable, Sendable {
    public enum Zone: String, Hashable, Sendable, Codable, CaseIterable { case green, yellow, red }

    public enum Framework: String, Hashable, Sendable, Codable, CaseIterable {
        /// A multiplier of 3 to 4.
        case basel1996
        /// A multiplier of 1.5 to 2.
        case mar99
    }

    public let exceptions: Int
    public let count: Int
    /// Of the value-at-risk.
    public let confidence: ConfidenceLevel
    /// P(X ≤ x): the probability that a right model has no more exceptions.
    public let cumulativeProbability: Double
    /// P(X ≥ x): the probability that a right model has as many, the chance of blaming it wrongly.
    public let probabilityOfAsMany: Double
    public let zone: Zone

    public init(exceptions: Int, of count: Int, confidence: ConfidenceLevel) {
        precondition(exceptions >= 0 && exceptions <= count, "no more exceptions than observations")
        self.exceptions = exceptions
        self.count = count
        self.confidence = confidence
        let binomial = BinomialDistribution(trials: count, probability: 1 - confidence.value)
        cumulativeProbability = binomial.cumulative(exceptions)
        probabilityOfAsMany = binomial.upper(exceptions - 1)
        zone =
            exceptions == 0 || cumulativeProbability < 0.95 ? .green : cumulativeProbability < 0.9999 ? .yellow : .red
    }

    public init(_ series: ForecastSeries) {
        self.init(exceptions: series.exceptions.exceptionCount, of: series.count, confidence: series.confidence)
    }

    /// By which the value-at-risk or the shortfall is multiplied for capital.
    public func multiplier(_ framework: Framework = .mar99) -> Double {
        switch zone {
        case .green: framework.base
        case .red: framework.cap
        case .yellow:
            if count == 250, confidence == 0.99 {
                framework.yellow[exceptions - 5]
            } else {
                min(framework.base * scale, framework.cap)
            }
        }
    }

    /// The multiplier less that of the green zone: the “plus factor” of 1996.
    public func addOn(_ framework: Framework = .basel1996) -> Double {
        guard zone == .yellow, count == 250, confidence == 0.99, framework == .basel1996 else {
            return multiplier(framework) - framework.base
        }
        return Framework.basel1996AddOns[exceptions - 5]
    }

    /// Φ⁻¹(confidence)/Φ⁻¹(1 − x/n): how much longer the value-at-risk should have been; infinite from half on.
    private var scale: Double {
        let observed = NormalDistribution.standard.quantile(1 - Double(exceptions) / Double(count))
        let promised = NormalDistribution.standard.quantile(confidence.value)
        return observed > 0 && promised > 0 ? max(promised / observed, 1) : .infinity
    }
}

extension TrafficLight.Framework {
    /// In the green zone.
    public var base: Double { self == .basel1996 ? 3 : 1.5 }

    /// In the red zone.
    public var cap: Double { self == .basel1996 ? 4 : 2 }

    static let basel1996AddOns = [0.40, 0.50, 0.65, 0.75, 0.85]

    /// For five to nine exceptions in 250 days at 99 %.
    var yellow: [Double] {
        self == .basel1996 ? Self.basel1996AddOns.map { 3 + $0 } : [1.70, 1.76, 1.83, 1.88, 1.92]
    }
}
