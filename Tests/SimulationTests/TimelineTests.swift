import Simulation
import Testing

@Suite("The timeline of a simulation")
struct TimelineTests {
    /// Horizons of whole days do not split evenly in binary: 10/252 · 7 / 7 is not 10/252.
    @Test("the horizon is the end of the last step and is observed, whatever the steps", arguments: 1...60)
    func horizon(days: Int) {
        let horizon = Double(days) / 252
        for steps in 1...60 {
            let timeline = Timeline(horizon: horizon, steps: steps, events: [])
            #expect(timeline.observationTimes == [horizon])
            #expect(timeline.stages.count == steps)
            #expect(timeline.stages.last?.step.end == horizon)
            #expect(timeline.stages.map(\.observation) == [Int?](repeating: nil, count: steps - 1) + [0])
        }
    }

    @Test("steps follow one another from today, numbered")
    func contiguous() {
        let timeline = Timeline(horizon: 0.25, steps: 5, events: [0.07, 0.2, 0.21])
        var end = 0.0
        for (index, stage) in timeline.stages.enumerated() {
            #expect(stage.step.index == index)
            #expect(stage.step.start == end)
            #expect(stage.step.length > 0)
            end = stage.step.end
        }
        #expect(end == 0.25)
        #expect(timeline.stages.count == 7)
    }

    @Test("an event adds a step that ends there; one on a step's end, or given twice, adds none")
    func events() {
        let timeline = Timeline(horizon: 0.4, steps: 4, events: [0.15, 0.3, 0.15, 0.3 + 1e-12])
        #expect(timeline.stages.count == 5)
        #expect(timeline.observationTimes.count == 3)
        #expect(timeline.observationTimes[0] == 0.15)
        #expect(abs(timeline.observationTimes[1] - 0.3) < 1e-15)
        for (index, time) in timeline.observationTimes.enumerated() {
            #expect(timeline.stages.filter { $0.observation == index }.map(\.step.end) == [time])
        }
    }

    @Test("events before today, today, on the horizon and after it are not looked at")
    func outside() {
        let plain = Timeline(horizon: 0.1, steps: 3, events: [])
        #expect(Timeline(horizon: 0.1, steps: 3, events: [-1, 0, 1e-10, 0.1, 0.1 - 1e-12, 0.2]) == plain)
    }

    /// The deviation of a share that moves arithmetically is σ·√T for any number of steps.
    @Test("any number of steps gives the same law", arguments: [1, 2, 7, 14, 28])
    func law(steps: Int) throws {
        var market = TestMarket(
            factors: [.init(id: "EQ.S", level: 100, volatility: 20, process: "arithmetic-brownian-motion")])
        market.factors.append(.init(id: "EQ.G", level: 100, volatility: 0.2, drift: 0.1))
        market.hold(1, "equity", ["factor": .factor("EQ.S")], book: "Arithmetic")
        market.hold(1, "equity", ["factor": .factor("EQ.G")], book: "Geometric")
        let result = try market.simulator(paths: 40_000, days: 10, steps: steps).profitAndLoss(workers: 2)
        let horizon = 10.0 / 252
        let arithmetic = result.withNode(1) { LossDistribution(profitAndLoss: $0, depth: 1) }
        let geometric = result.withNode(2) { LossDistribution(profitAndLoss: $0, depth: 1) }
        let growth = exp(0.1 * horizon)
        #expect(isWithin(4, StandardDeviation().estimate(arithmetic), of: 20 * horizon.squareRoot()))
        #expect(isWithin(4, MeanLoss().estimate(arithmetic), of: 0))
        #expect(isWithin(4, MeanLoss().estimate(geometric), of: 100 - 100 * growth))
        #expect(
            isWithin(
                4, StandardDeviation().estimate(geometric), of: 100 * growth * (exp(0.04 * horizon) - 1).squareRoot()))
    }
}

#if canImport(Glibc)
    import Glibc
#endif
import MarketTwin
