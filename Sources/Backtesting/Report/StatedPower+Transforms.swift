import Randomness
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension StatedPower {
    /// Of a test of probability transforms, whose normals have a fault.
    init?(ofTransforms test: any Backtest, count: Int, level: Double) {
        let normal = NormalDistribution.standard
        func power(
            _ fault: String, _ normals: (inout UniformStream) -> [Double], _ outcome: ([Double]) -> TestOutcome
        ) -> StatedPower {
            let power = SimulatedPower(level: level, replications: Self.replications, seed: Self.seed) {
                outcome(normals(&$0))
            }
            return StatedPower(fault: fault, probability: power.rejectionRate)
        }
        func larger(_ stream: inout UniformStream) -> [Double] {
            (0..<count).map { _ in Self.stretch * normal.quantile(stream.next()) }
        }
        let fault = "gains and losses a quarter larger"
        switch test {
        case let test as UniformityOfTransforms:
            self = power(fault, larger) { test.outcome(transforms: $0.map(normal.cumulative)) }
        case let test as Berkowitz: self = power(fault, larger) { test.outcome(normals: $0) }
        case let test as IndependenceOfTransforms where test.power % 2 == 1:
            self = power("an autocorrelation of 0.1", { Self.autocorrelated(count, &$0) }) {
                test.outcome(transforms: $0.map(normal.cumulative))
            }
        case let test as IndependenceOfTransforms:
            self = power("clusters of volatility, GARCH 0.10 and 0.85", { Self.clusters(count, &$0) }) {
                test.outcome(transforms: $0.map(normal.cumulative))
            }
        default: return nil
        }
    }

    /// A first-order autoregression of unit variance.
    private static func autocorrelated(_ count: Int, _ stream: inout UniformStream) -> [Double] {
        let ρ = 0.1
        let shock = (1 - ρ * ρ).squareRoot()
        var value = NormalDistribution.standard.quantile(stream.next())
        return (0..<count).map { index in
            if index > 0 { value = ρ * value + shock * NormalDistribution.standard.quantile(stream.next()) }
            return value
        }
    }

    /// GARCH(1,1) of unit variance, from its mean on.
    private static func clusters(_ count: Int, _ stream: inout UniformStream) -> [Double] {
        var (variance, last) = (1.0, 1.0)
        return (0..<count).map { _ in
            variance = 0.05 + 0.10 * last + 0.85 * variance
            let value = variance.squareRoot() * NormalDistribution.standard.quantile(stream.next())
            last = value * value
            return value
        }
    }
}
