import Market
import Measures
import Scenarios
import Settings
import Simulation

/// What is behind figures that are no numbers: a position whose value, or a factor whose level, leaves all numbers behind.
package struct Overflow {
    private enum Subject {
        case position(String)
        case factor(FactorID)
    }

    private let subject: Subject
    private let message: String
    private let hint: String

    /// Values whose cents a double still holds cannot be behind it.
    private static let harmless = 1e13

    /// - Parameters:
    ///   - sample: of the run; nil for a law.
    ///   - workers: blocks of paths worked on at a time.
    /// - Returns: nil where all values are numbers, and none is too large for figures of it.
    package init?(_ run: BoundRun, sample: ProfitAndLoss? = nil, workers: Int = 1) {
        let positions = run.run.positions
        let values = run.positionValuesToday
        if let index = values.firstIndex(where: { !$0.isFinite }) {
            self.init(position: positions[index].id, "is worth no number today: its value is too large")
            return
        }
        if let sample {
            let path = sample.withNode(0) { gains in
                gains.firstIndex { !$0.isFinite } ?? gains.indices.max { abs(gains[$0]) < abs(gains[$1]) } ?? 0
            }
            let replay = run.replay([path], workers: workers)
            let factors = run.run.market.factors
            if let index = factors.indices.first(where: { !replay.levels[0, $0].isFinite }) {
                self.init(factors[index], path: path, days: run.sampling.horizonDays)
                return
            }
            let gains = positions.indices.map { index in replay.positions.withNode(index) { $0[0] } }
            if let index = gains.firstIndex(where: { !$0.isFinite }) {
                self.init(position: positions[index].id, "gains no number on path \(path): its value is too large")
                return
            }
            self.init(largest: gains, of: positions, "gains", "on path \(path)")
            return
        }
        self.init(largest: values, of: positions, "is worth", "today")
    }

    private init(position id: String, _ words: String) {
        subject = .position(id)
        message = "the position “\(id)” \(words)"
        hint = "check its quantity and terms, and the levels, rates and volatilities that it is valued with"
    }

    private init(_ factor: ModelledFactor, path: Int, days: Int) {
        subject = .factor(factor.id)
        message = "the level of \(factor.id) leaves all numbers behind within \(days)d, on path \(path)"
        hint =
            "check how it moves: its level is \(factor.level), its volatility \(factor.volatility) and its drift"
            + " \(factor.drift) a year, its process \(factor.process.kind)"
    }

    private init?(largest values: [Double], of positions: [Position], _ verb: String, _ when: String) {
        guard let index = values.indices.max(by: { abs(values[$0]) < abs(values[$1]) }),
            abs(values[index]) > Self.harmless
        else { return nil }
        self.init(
            position: positions[index].id, "\(verb) \(values[index]) \(when), too much for figures made of it")
    }

    package func issue(in places: RunPlaces) -> Issue {
        switch subject {
        case .position(let id): places.issue(message, hint: hint, ofPosition: id)
        case .factor(let factor): places.issue(message, hint: hint, of: factor)
        }
    }
}
