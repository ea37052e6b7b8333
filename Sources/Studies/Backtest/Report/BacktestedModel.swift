import Backtesting
import Market
import Statistics

/// A model with its forecasts and what tests and scores say of them.
public struct BacktestedModel: Sendable {
    /// A test with what its sample is long enough to see.
    public struct Test: Sendable {
        /// With the settings that make it another test.
        public var name: String
        public var summary: String
        public var outcome: TestOutcome
        /// With the p-value of a sample of this size; nil where it has no other than that of the outcome.
        public var smallSample: TestOutcome?
        /// Nil where it is not known.
        public var power: StatedPower?

        public init(
            name: String, summary: String, outcome: TestOutcome, smallSample: TestOutcome? = nil, power: StatedPower?
        ) {
            self.name = name
            self.summary = summary
            self.outcome = outcome
            self.smallSample = smallSample
            self.power = power
        }
    }

    /// The exceptions of a calendar year, by the day on which forecasts are judged.
    public struct Year: Hashable, Sendable {
        public var year: Int
        public var days: Int
        public var exceptions: Int
        public var light: TrafficLight
    }

    public var name: String
    /// In a phrase.
    public var description: String
    /// Of the value-at-risk.
    public var forecasts: ForecastSeries
    /// Of the expected shortfall, with the value-at-risk at its confidence, which may be another.
    public var shortfallForecasts: ForecastSeries
    public var tests: [Test]
    /// Of the last 250 days, or of all where there are fewer.
    public var recent: TrafficLight
    public var years: [Year]
    /// How many of the last days of a window of 250 were in each zone, of all such windows.
    public var zones: [TrafficLight.Zone: Int]
    /// The mean score of Fissler and Ziegel; nil where a shortfall is not greater than zero.
    public var jointScore: Double?
    public var quantileScore: Double
    /// Against the best model by the score that ranks; nil for that model itself.
    public var comparison: TestOutcome?

    /// - Parameters:
    ///   - forecasts: of the value-at-risk.
    ///   - shortfallForecasts: of the same outcomes at the confidence of the expected shortfall.
    ///   - power: of tests by name, where it depends on the length of the series alone; none is told where outcomes overlap.
    ///   - years: of each forecast, the calendar year in which it is judged.
    public init(
        name: String, description: String, forecasts: ForecastSeries, shortfallForecasts: ForecastSeries, years: [Int],
        outcomesOverlap: Bool, level: Double, power: [String: StatedPower]
    ) {
        precondition(forecasts.profitAndLoss == shortfallForecasts.profitAndLoss, "the same outcomes")
        self.name = name
        self.description = description
        self.forecasts = forecasts
        self.shortfallForecasts = shortfallForecasts
        let hits = forecasts.exceptions.hits
        let confidence = forecasts.confidence
        tests = standardBacktests.map { test in
            let series = type(of: test).isOfShortfall ? shortfallForecasts : forecasts
            let outcome =
                outcomesOverlap && type(of: test).needsIndependentOutcomes
                ? TestOutcome.impossible(because: "outcomes overlap, so they are not independent in any model")
                : test.outcome(series)
            return Test(
                name: test.name, summary: type(of: test).summary, outcome: outcome,
                smallSample: outcomesOverlap || outcome.result == nil ? nil : test.smallSample(series),
                power: outcomesOverlap || outcome.result == nil
                    ? nil : power[test.name] ?? StatedPower.ofForecasts(test, series, level: level))
        }
        let last = hits.suffix(Self.yearLength)
        recent = TrafficLight(exceptions: last.count { $0 }, of: last.count, confidence: confidence)
        self.years = Self.byYear(hits, years, confidence)
        zones = Self.zones(hits, confidence)
        jointScore = FisslerZiegel().mean(shortfallForecasts)
        quantileScore = QuantileLoss().mean(forecasts) ?? .nan
    }

    /// As it was judged before.
    init(
        name: String, description: String, forecasts: ForecastSeries, shortfallForecasts: ForecastSeries,
        tests: [Test], recent: TrafficLight, years: [Year], zones: [TrafficLight.Zone: Int],
        scores: (joint: Double?, quantile: Double), comparison: TestOutcome?
    ) {
        self.name = name
        self.description = description
        self.forecasts = forecasts
        self.shortfallForecasts = shortfallForecasts
        self.tests = tests
        self.recent = recent
        self.years = years
        self.zones = zones
        jointScore = scores.joint
        quantileScore = scores.quantile
        self.comparison = comparison
    }

    /// Days of a supervisor's year.
    static let yearLength = 250

    private static func byYear(_ hits: [Bool], _ years: [Int], _ confidence: ConfidenceLevel) -> [Year] {
        var found: [Year] = []
        var start = hits.startIndex
        while start < hits.endIndex {
            let end = years[start...].firstIndex { $0 != years[start] } ?? hits.endIndex
            let exceptions = hits[start..<end].count { $0 }
            found.append(
                Year(
                    year: years[start], days: end - start, exceptions: exceptions,
                    light: TrafficLight(exceptions: exceptions, of: end - start, confidence: confidence)))
            start = end
        }
        return found
    }

    private static func zones(_ hits: [Bool], _ confidence: ConfidenceLevel) -> [TrafficLight.Zone: Int] {
        guard hits.count >= yearLength else { return [:] }
        var exceptions = hits.prefix(yearLength).count { $0 }
        var byCount: [Int: Int] = [exceptions: 1]
        for end in yearLength..<max(hits.count, yearLength) {
            exceptions += (hits[end] ? 1 : 0) - (hits[end - yearLength] ? 1 : 0)
            byCount[exceptions, default: 0] += 1
        }
        var zones: [TrafficLight.Zone: Int] = [:]
        for (exceptions, days) in byCount {
            zones[TrafficLight(exceptions: exceptions, of: yearLength, confidence: confidence).zone, default: 0] += days
        }
        return zones
    }

    public var exceptionCount: Int { forecasts.exceptions.exceptionCount }

    /// n·(1 − confidence).
    public var expectedExceptions: Double { Double(forecasts.count) * forecasts.tailProbability }

    /// How many tests reject the model, of those that could be done.
    public func rejections(at level: Double) -> (count: Int, of: Int) {
        let verdicts = tests.map { $0.outcome.verdict(at: level) }
        return (verdicts.count { $0 == .rejected }, verdicts.count { $0 != .undecided })
    }
}

extension Array where Element == BacktestedModel {
    /// The best first: by the joint score where every model has one, else by the quantile's; each compared with the best.
    public var ranked: [BacktestedModel] {
        let byJoint = allSatisfy { $0.jointScore != nil }
        func scores(_ model: BacktestedModel) -> [Double] {
            (byJoint ? FisslerZiegel().scores(model.shortfallForecasts) : QuantileLoss().scores(model.forecasts)) ?? []
        }
        func mean(_ model: BacktestedModel) -> Double { (byJoint ? model.jointScore : nil) ?? model.quantileScore }
        var models = enumerated().sorted { (mean($0.element), $0.offset) < (mean($1.element), $1.offset) }
            .map(\.element)
        guard let best = models.first else { return [] }
        let least = scores(best)
        for index in models.indices.dropFirst() {
            models[index].comparison = DieboldMariano().outcome(scores(models[index]), least)
        }
        return models
    }
}
