import Processes
import Settings
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Heston's and Bates's stochastic volatility")
struct HestonTests {
    static let slow = getenv("MARKET_TWIN_SLOW_TESTS").map { String(cString: $0) } == "1"

    struct Case: CustomStringConvertible, Sendable {
        var description: String
        var rate: Double
        var yield = 0.0
        var time: Double
        var settings: [String: Double]
        /// Strike and price.
        var calls: [(Double, Double)]

        var forward: Double { 100 * exp((rate - yield) * time) }
        var discount: Double { exp(-rate * time) }

        func process(_ scheme: String = "quadratic-exponential") -> Heston {
            ProcessPaths.make(Heston.self, drift: rate - yield, settings, texts: ["scheme": scheme])
        }
    }

    static let cases = [
        // A. Lewis's reference prices, Wilmott forum 2007 and QuantLib's test suite.
        Case(
            description: "Lewis", rate: 0.01, yield: 0.02, time: 1,
            settings: [
                "initialVariance": 0.04, "meanReversion": 4, "longVariance": 0.25, "volatilityOfVariance": 1,
                "correlation": -0.5,
            ],
            calls: [
                (80, 26.774758743998854), (90, 20.933349000596710), (100, 16.070154917028834),
                (110, 12.132211516709845), (120, 9.024913483457836),
            ]),
        // M. Broadie, Ö. Kaya, “Exact simulation of stochastic volatility and other affine jump diffusion processes”,
        // Operations Research 54(2), 2006: both far below Feller's condition.
        Case(
            description: "Broadie–Kaya 1", rate: 0.0319, time: 1,
            settings: [
                "initialVariance": 0.010201, "meanReversion": 6.21, "longVariance": 0.019,
                "volatilityOfVariance": 0.61, "correlation": -0.7,
            ], calls: [(100, 6.80611331346203)]),
        Case(
            description: "Broadie–Kaya 2", rate: 0.05, time: 5,
            settings: [
                "initialVariance": 0.09, "meanReversion": 2, "longVariance": 0.09, "volatilityOfVariance": 1,
                "correlation": -0.3,
            ], calls: [(100, 34.99975835118378)]),
    ]

    private func prices(_ item: Case, _ process: Heston, paths: Int, seed: UInt64 = 11) -> [SampleMean] {
        let steps = Int((item.time / process.longestStep - 1e-9).rounded(.up))
        let levels = ProcessPaths(process: process, seed: seed).levels(at: [item.time], steps: steps, count: paths)[0]
        return item.calls.map {
            SampleMean.call(levels, strike: $0.0, discount: item.discount, forward: item.forward)
        }
    }

    @Test("simulated levels give the published calls", arguments: cases.indices)
    func calls(index: Int) {
        let item = Self.cases[index]
        for (price, call) in zip(prices(item, item.process(), paths: 20_000), item.calls) {
            #expect(abs(price.value - call.1) < 4 * price.error, "\(item), \(call.0): \(price), not \(call.1)")
        }
    }

    @Test("full truncation gives them too")
    func fullTruncation() {
        let item = Self.cases[0]
        for (price, call) in zip(prices(item, item.process("full-truncation"), paths: 1000), item.calls) {
            #expect(abs(price.value - call.1) < 4 * price.error + 0.02, "\(call.0): \(price), not \(call.1)")
        }
    }

    @Test(
        "the bias that is left, on 1.6 million paths; MARKET_TWIN_SLOW_TESTS=1", .enabled(if: slow),
        arguments: cases.indices, ["quadratic-exponential", "full-truncation"])
    func bias(index: Int, scheme: String) {
        let item = Self.cases[index]
        let paths = scheme == "full-truncation" ? 400_000 : 1_600_000
        for (price, call) in zip(prices(item, item.process(scheme), paths: paths), item.calls) {
            #expect(abs(price.value - call.1) < 4 * price.error, "\(item), \(scheme), \(call.0): \(price)")
        }
    }

    @Test("mean and variance of the logarithm are those of the closed form")
    func moments() {
        // E ∫v dt = θt + (v₀ − θ)(1 − e^{−κt})/κ, and E log S = −½ of it without drift.
        let process = ProcessPaths.make(
            Heston.self,
            [
                "initialVariance": 0.09, "meanReversion": 3, "longVariance": 0.04, "volatilityOfVariance": 0.6,
                "correlation": -0.7,
            ])
        let time = 0.5
        let expected = 0.04 * time + (0.09 - 0.04) * (1 - exp(-3 * time)) / 3
        let levels = ProcessPaths(process: process).levels(at: [time], steps: 26, count: 40_000)[0]
        let logs = SampleMean(levels.map { log($0 / 100) }, control: levels, mean: 100)
        #expect(abs(logs.value + expected / 2) < 4 * logs.error)
    }

    @Test("a variance that reverts within hours has its mean over the days of one step")
    func fastReversion() {
        let settings = [
            "initialVariance": 0.04, "meanReversion": 1000, "longVariance": 0.04, "volatilityOfVariance": 3,
            "correlation": -0.9,
        ]
        let process = ProcessPaths.make(Heston.self, settings)
        #expect(process.longestStep == 0.0005)
        let days = 10.0 / 252
        let steps = Int((days / process.longestStep).rounded(.up))
        let levels = ProcessPaths(process: process).levels(at: [days], steps: steps, count: 10_000)[0]
        let squares = SampleMean(levels.map { ($0 / 100 - 1) * ($0 / 100 - 1) })
        // Var S/S₀ = E exp(∫v) − 1, and ∫v hardly varies.
        #expect(abs(squares.value - expm1(0.04 * days)) < 4 * squares.error + 1e-5, "\(squares)")
    }

    @Test("a variance that cannot move makes it geometric Brownian motion")
    func degenerate() {
        let process = ProcessPaths.make(
            Heston.self, drift: 0.05,
            [
                "initialVariance": 0.04, "meanReversion": 0, "longVariance": 0.5, "volatilityOfVariance": 0,
                "correlation": -0.7,
            ])
        let brownian = GeometricBrownianMotion(
            ProcessParameters(level: 100, volatility: 0.2, drift: 0.05, specification: Specification(kind: "")))
        let a = ProcessPaths(process: process).levels(at: [0.02], count: 1000)[0]
        let b = ProcessPaths(process: brownian).levels(at: [0.02], count: 1000)[0]
        for (x, y) in zip(a, b) { #expect(abs(x / y - 1) < 1e-6) }
    }

    @Test("Bates: moments of the logarithm and the mean of the level")
    func bates() {
        let process = ProcessPaths.make(
            Bates.self, drift: 0.03,
            [
                "initialVariance": 0.04, "meanReversion": 3, "longVariance": 0.04, "volatilityOfVariance": 0.3,
                "correlation": 0, "jumpIntensity": 6, "jumpMean": -0.05, "jumpVolatility": 0.08,
            ])
        let levels = ProcessPaths(process: process).levels(at: [0.25], steps: 13, count: 40_000)[0]
        let mean = SampleMean(levels)
        #expect(abs(mean.value - 100 * exp(0.03 * 0.25)) < 4 * mean.error)
        let logs = levels.map { log($0 / 100) }
        let growth = 6 * expm1(-0.05 + 0.0032)
        let expected = (0.03 - growth - 0.02 - 0.3) * 0.25
        let average = SampleMean(logs)
        #expect(abs(average.value - expected) < 4 * average.error)
        // Without correlation the variances of diffusion and jumps add.
        let squares = SampleMean(logs.map { ($0 - expected) * ($0 - expected) })
        #expect(abs(squares.value - 0.25 * (0.04 + 6 * (0.0025 + 0.0064))) < 4 * squares.error + 2e-5)
    }
}
