import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("The variance gamma process")
struct VarianceGammaTests {
    /// The distribution function of the logarithmic change by inversion of the characteristic function
    /// exp(i·u·m)·(1 − i·u·θ·ν + σ²·ν·u²/2)^(−t/ν): J. Gil-Pelaez, “Note on the inversion theorem”, Biometrika 38, 1951.
    private func cumulative(
        _ x: Double, time: Double, volatility σ: Double, skew θ: Double, varianceRate ν: Double, shift m: Double
    ) -> Double {
        let pitch = 0.05
        var sum = 0.0
        for k in 0..<60_000 {
            let u = (Double(k) + 0.5) * pitch
            let real = 1 + σ * σ * ν * u * u / 2
            let imaginary = -u * θ * ν
            let size = pow(real * real + imaginary * imaginary, -time / ν / 2)
            let angle = -time / ν * atan2(imaginary, real) + u * (m - x)
            sum += size * sin(angle) / u
        }
        return 0.5 - sum * pitch / .pi
    }

    private func shift(_ volatility: Double, _ skew: Double, _ rate: Double) -> Double {
        log1p(-(skew + volatility * volatility / 2) * rate) / rate
    }

    @Test("levels follow the law of the characteristic function, in one step and in three")
    func distribution() {
        let process = ProcessPaths.make(
            VarianceGamma.self, ["volatility": 0.12, "skew": -0.14, "varianceRate": 0.17])
        let omega = shift(0.12, -0.14, 0.17)
        for times in [[0.5], [0.1, 0.2, 0.5]] {
            let changes = (ProcessPaths(process: process).levels(at: times, count: 40_000).last ?? []).map {
                log($0 / 100)
            }
            for x in [-0.3, -0.15, -0.05, 0, 0.05, 0.12, 0.2] {
                let p = cumulative(
                    x, time: 0.5, volatility: 0.12, skew: -0.14, varianceRate: 0.17, shift: omega * 0.5)
                let observed = Double(changes.count { $0 <= x }) / 40_000
                #expect(abs(observed - p) < 4 * (p * (1 - p) / 40_000).squareRoot(), "\(x)")
            }
            let law = VarianceGamma.changeLaw(
                over: 0.5, volatility: 0.12, growth: omega, skew: -0.14, varianceRate: 0.17)
            #expect(kolmogorovSmirnov(changes, law.cumulative) < 1.95)
        }
    }

    @Test("the law that the fit uses is the characteristic function's, from a clock of shape 0.3 to one of 500")
    func law() {
        for (rate, time) in [(0.17, 0.5), (0.02, 0.006), (0.001, 0.5)] {
            let law = VarianceGamma.changeLaw(
                over: time, volatility: 0.2, growth: 0.1, skew: -0.3, varianceRate: rate)
            #expect(abs(law.weights.reduce(0, +) - 1) < 1e-12)
            #expect(abs(law.mean - (0.1 - 0.3) * time) < 1e-11)
            #expect(abs(law.variance / ((0.04 + 0.09 * rate) * time) - 1) < 1e-9)
            guard rate / time < 1 else { continue }
            for x in [-0.3, -0.02, 0.05, 0.3] {
                let known = cumulative(
                    x, time: time, volatility: 0.2, skew: -0.3, varianceRate: rate, shift: 0.1 * time)
                #expect(abs(law.cumulative(x) - known) < 1e-5, "\(rate), \(time), \(x)")
            }
        }
    }

    @Test("a clock of shape 1 gives the asymmetric Laplace law, in closed form")
    func laplace() {
        // G exponential of mean ν: the tails decay by (√(θ² + 2σ²/ν) ∓ θ)/σ².
        let (σ, θ, ν) = (0.2, -0.4, 0.25)
        let law = VarianceGamma.changeLaw(over: 0.25, volatility: σ, growth: 0, skew: θ, varianceRate: ν)
        let root = (θ * θ + 2 * σ * σ / ν).squareRoot()
        let (up, down) = ((root - θ) / (σ * σ), (root + θ) / (σ * σ))
        for x in [-0.8, -0.1, -0.001, 0.001, 0.1, 0.3] {
            let known = x < 0 ? up / (up + down) * exp(down * x) : 1 - down / (up + down) * exp(-up * x)
            #expect(abs(law.cumulative(x) - known) < 1e-9, "\(x)")
        }
    }

    @Test("the clock is the gamma quantile of its driver", arguments: [1e-3, 0.05, 0.5, 1, 20, 3000, 1e7, 1e10])
    func clock(shape: Double) {
        // No volatility and a skew of 1: the logarithm is the clock itself, beside a growth.
        let rate = 1 / shape
        let process = ProcessPaths.make(
            VarianceGamma.self, ["volatility": 0, "skew": 1 * min(1, shape / 2), "varianceRate": rate])
        let skew = min(1, shape / 2)
        let levels = ProcessPaths(process: process).levels(at: [1], count: 20_000)[0]
        let growth = log1p(-skew * rate) / rate
        let times = levels.map { (log($0 / 100) - growth) / skew }
        let law = GammaDistribution(shape: shape, scale: rate)
        guard shape < 1e6 else {
            let mean = SampleMean(times.map { ($0 - 1) * shape.squareRoot() })
            #expect(abs(mean.value) < 4 * mean.error && abs(mean.error * 20_000.0.squareRoot() - 1) < 0.03)
            return
        }
        // Rounding of the logarithm of the level hides the smallest times.
        #expect(
            kolmogorovSmirnov(
                times.filter { $0 > 1e-12 },
                { x in
                    let hidden = law.cumulative(1e-12)
                    return (law.cumulative(x) - hidden) / (1 - hidden)
                }) < 1.95)
    }

    @Test("a variance rate of zero is Brownian motion with the drift it is told")
    func brownian() {
        let process = ProcessPaths.make(
            VarianceGamma.self, drift: 0.04, ["volatility": 0.2, "skew": -0.3, "varianceRate": 0])
        let levels = ProcessPaths(process: process).levels(at: [1], count: 20_000)[0]
        let normal = NormalDistribution(mean: 0.04 - 0.02, standardDeviation: 0.2)
        #expect(kolmogorovSmirnov(levels.map { log($0 / 100) }, normal.cumulative) < 1.95)
    }

    @Test("a level without a mean is refused")
    func problem() {
        var parameters = VarianceGamma.example
        parameters.specification.settings["varianceRate"] = .number(40)
        #expect(VarianceGamma.problem(with: parameters) == nil)
        parameters.specification.settings["skew"] = .number(0.2)
        #expect(VarianceGamma.problem(with: parameters)?.setting == "varianceRate")
    }
}
