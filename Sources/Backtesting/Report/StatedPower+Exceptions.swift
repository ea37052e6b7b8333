import Randomness
import Statistics

extension StatedPower {
    /// A sample of exceptions that is to be put to the test.
    struct Exceptions {
        let count: Int
        /// As forecast.
        let probability: Double
        /// Of significance.
        let level: Double

        func independent(_ stream: inout UniformStream, rate: Double) -> [Bool] {
            (0..<count).map { _ in stream.next() < rate }
        }

        /// As many as forecast in the long run, but one in five followed by another at once.
        func clustered(_ stream: inout UniformStream) -> [Bool] {
            let again = max(0.2, probability)
            // The rate after a quiet period that leaves the share of exceptions what it should be.
            let afterQuiet = probability * (1 - again) / (1 - probability)
            var hit = stream.next() < probability
            return (0..<count).map { index in
                if index > 0 { hit = stream.next() < (hit ? again : afterQuiet) }
                return hit
            }
        }

        /// Twice as often; where more than a quarter are exceptions, half as near to always.
        var often: (rate: Double, fault: String) {
            probability <= 0.25
                ? (2 * probability, "exceptions twice as often")
                : ((1 + 3 * probability) / 4, "a quarter of the other outcomes exceptions too")
        }

        /// Of a test of such exceptions, with its size by as many right ones.
        ///
        /// - Parameters:
        ///   - faulty: draws exceptions with the fault.
        ///   - outcome: of exceptions, which may draw further numbers.
        func power(
            _ fault: String, _ faulty: (inout UniformStream) -> [Bool],
            _ outcome: ([Bool], inout UniformStream) -> TestOutcome
        ) -> StatedPower {
            func rate(_ draw: (inout UniformStream) -> [Bool]) -> Double {
                SimulatedPower(level: level, replications: StatedPower.replications, seed: StatedPower.seed) { stream in
                    let hits = draw(&stream)
                    return outcome(hits, &stream)
                }.rejectionRate
            }
            return StatedPower(
                fault: fault, probability: rate(faulty), size: rate { independent(&$0, rate: probability) })
        }
    }

    private static let clustered = "one exception in five followed by another at once"

    /// Of a test of exceptions: exactly by the binomial for their proportion.
    init(_ test: any CoverageBacktest, _ sample: Exceptions) {
        func outcome(_ hits: [Bool], _: inout UniformStream) -> TestOutcome {
            test.outcome(ExceptionSeries(hits, probability: sample.probability))
        }
        switch test {
        case let test as ProportionOfFailures:
            func exact(_ rate: Double) -> Double {
                test.power(against: rate, of: sample.count, probability: sample.probability, level: sample.level)
            }
            self.init(
                fault: sample.often.fault, probability: exact(sample.often.rate), size: exact(sample.probability))
        case is IndependenceOfExceptions, is TimeBetweenFailuresIndependence:
            self = sample.power(Self.clustered, { sample.clustered(&$0) }, outcome)
        default:
            self = sample.power(sample.often.fault, { sample.independent(&$0, rate: sample.often.rate) }, outcome)
        }
    }

    /// - Parameter valueAtRisk: as forecast, the regressor.
    init(_ test: DynamicQuantile, valueAtRisk: [Double], _ sample: Exceptions) {
        self = sample.power(Self.clustered, { sample.clustered(&$0) }) { hits, _ in
            test.outcome(ExceptionSeries(hits, probability: sample.probability), valueAtRisk: valueAtRisk)
        }
    }

    /// Each exception as deep as the forecast says: H is uniform there.
    init(_ test: CumulativeViolationsIndependence, _ sample: Exceptions) {
        self = sample.power(Self.clustered, { sample.clustered(&$0) }) { hits, stream in
            test.outcome(hits.map { $0 ? stream.next() : 0 }, tailProbability: sample.probability)
        }
    }
}
