import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Ornstein–Uhlenbeck and Vasicek move by their exact law")
struct OrnsteinUhlenbeckTests {
    private func make(level: Double, _ numbers: [String: Double]) -> OrnsteinUhlenbeck {
        OrnsteinUhlenbeck(MeanRevertingPaths.parameters("ornstein-uhlenbeck", level: level, numbers))
    }

    /// Closed forms, by analysis; Glasserman 2003, section 3.3.
    @Test("mean, deviation and autocovariance at κ 1.2, θ 1, σ 0.5, from 2; coefficients of a month")
    func moments() throws {
        let process = make(level: 2, ["meanReversion": 1.2, "longLevel": 1, "volatility": 0.5])
        let mean = MeanRevertingPaths.level(process, at: 1, driver: 0)
        let deviation = MeanRevertingPaths.level(process, at: 1, driver: 1) - mean
        #expect(abs(mean - 1.3011942119122022) < 1e-13)
        #expect(abs(deviation - 0.3077610759431514) < 1e-13)
        #expect(try abs(#require(process.expectedLevel(at: 1)) - mean) < 1e-14)

        let month = 1.0 / 12
        let constant = MeanRevertingPaths.level(
            make(level: 0, ["meanReversion": 1.2, "longLevel": 1, "volatility": 0.5]), at: month, driver: 0)
        #expect(abs(constant - 0.09516258196404037) < 1e-14)
        #expect(
            abs(MeanRevertingPaths.level(process, at: month, driver: 0) - constant - 2 * 0.9048374180359596) < 1e-14)
        let noise =
            MeanRevertingPaths.level(process, at: month, driver: 1)
            - MeanRevertingPaths.level(process, at: month, driver: 0)
        #expect(abs(noise - 0.13741256573197214) < 1e-14)

        var half: [Double] = []
        var products: [Double] = []
        MeanRevertingPaths.visit([process], ends: [0.5, 1], paths: 40_000) { step, levels, _ in
            let centre = 1 + exp(-1.2 * 0.5 * Double(step + 1))
            let distances = levels[0].map { $0 - centre }
            if step == 0 { half = distances } else { products = zip(half, distances).map { $0 * $1 } }
        }
        #expect(MeanRevertingPaths.isMean(products, 0.03994924457004582))
    }

    /// QuantLib's Vasicek at κ 0.3, θ 5%, σ 2%, r₀ 3%.
    @Test("the moments of Vasicek's rate after two years")
    func vasicek() {
        let process = Vasicek(
            MeanRevertingPaths.parameters(
                "vasicek", level: 0.03, ["meanReversion": 0.3, "longLevel": 0.05, "volatility": 0.02]))
        let mean = MeanRevertingPaths.level(process, at: 2, driver: 0)
        #expect(abs(mean - 0.03902376727811947) < 1e-15)
        #expect(abs(MeanRevertingPaths.level(process, at: 2, driver: 1) - mean - 0.021584034038887753) < 1e-15)
    }

    @Test("its distribution after split steps is normal with those moments")
    func distribution() {
        let process = make(level: 2, ["meanReversion": 1.2, "longLevel": 1, "volatility": 0.5])
        let law = NormalDistribution(mean: 1.3011942119122022, standardDeviation: 0.3077610759431514)
        for ends in [[1.0], [0.01, 0.4, 1]] {
            let levels = MeanRevertingPaths.levels(process, ends: ends)
            #expect(MeanRevertingPaths.distance(levels) { law.cumulative($0) } < 2.2)
        }
    }

    @Test("without reversion it is arithmetic Brownian motion, and nearly so with hardly any")
    func withoutReversion() {
        let brownian = ArithmeticBrownianMotion(MeanRevertingPaths.parameters("", level: 2, ["volatility": 0.5]))
        for (κ, tolerance) in [(0.0, 1e-14), (1e-12, 1e-11)] {
            let process = make(level: 2, ["meanReversion": κ, "longLevel": 1, "volatility": 0.5])
            for driver in [-1.5, 0, 2] {
                let distance =
                    MeanRevertingPaths.level(process, at: 3, driver: driver)
                    - MeanRevertingPaths.level(brownian, at: 3, driver: driver)
                #expect(abs(distance) < tolerance)
            }
        }
    }

    @Test("a thousand years on it has forgotten where it began")
    func farAway() {
        let process = make(level: -7, ["meanReversion": 2, "longLevel": 1, "volatility": 0.5])
        #expect(MeanRevertingPaths.level(process, at: 1_000, driver: 0) == 1)
        #expect(abs(MeanRevertingPaths.level(process, at: 1_000, driver: 1) - 1.25) < 1e-15)
    }
}
