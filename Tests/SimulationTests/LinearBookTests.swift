import LinearAlgebra
import Market
import MarketTwin
import Settings
import Simulation
import Statistics
import Testing

/// Books whose loss has a closed form: normal, Student t and lognormal.
@Suite("Linear books against closed forms")
struct LinearBookTests {
    /// Shares that move arithmetically, so that the loss is exactly normal or Student t.
    private func market(
        positions: [Double], annual volatilities: [Double], means: [Double], correlations: [[Double]],
        dependence: Specification = Specification(kind: "gaussian")
    ) -> TestMarket {
        var market = TestMarket(
            factors: positions.indices.map {
                .init(
                    id: "EQ.F\($0)", level: 1, volatility: volatilities[$0], drift: means[$0],
                    process: "arithmetic-brownian-motion")
            }, correlations: correlations, dependence: dependence)
        for (index, position) in positions.enumerated() {
            market.hold(position, "equity", ["factor": .factor("EQ.F\(index)")])
        }
        return market
    }

    /// J. Hull, “Risk Management and Financial Institutions”, model-building approach: 10m of a share with 2 % a day and
    /// 5m of one with 1 %, correlation 0.3, ten days, 99 %. The book gives 1,622,657 with z = 2.33; the figure here is with
    /// the exact quantile.
    @Test("Hull's two shares: value-at-risk and expected shortfall over ten days")
    func hull() throws {
        let year = 252.0.squareRoot()
        let losses = try market(
            positions: [10e6, 5e6], annual: [0.02 * year, 0.01 * year], means: [0, 0],
            correlations: [[1, 0.3], [0.3, 1]]
        ).simulator(paths: 400_000, days: 10).losses()
        let sample = LossDistribution(losses: losses)
        #expect(isWithin(4, ValueAtRisk(confidence: 0.99).estimate(sample), of: 1_620_113.8228721323))
        #expect(isWithin(4, ExpectedShortfall(confidence: 0.99).estimate(sample), of: 1_856_106.925142447))
    }

    /// A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, the table of VaR and ES of a 10,000 position with
    /// 20 % annual volatility over one of 250 days; t with four degrees of freedom, variance-matched.
    @Test("McNeil, Frey, Embrechts: normal and Student t", arguments: [false, true])
    func quantitativeRiskManagement(isStudentT: Bool) throws {
        // Theirs is a year of 250 days.
        let volatility = 0.2 * (252.0 / 250).squareRoot()
        let losses = try market(
            positions: [10_000], annual: [volatility], means: [0], correlations: [[1]],
            dependence: isStudentT ? TestMarket.studentT(4) : Specification(kind: "gaussian")
        ).simulator(paths: 400_000, days: 1).losses()
        let sample = LossDistribution(losses: losses)
        let known: [(ConfidenceLevel, normal: (Double, Double), student: (Double, Double))] = [
            (0.9, (162.1048754430201, 221.98978178676728), (137.13413809299882, 223.54779223623856)),
            (0.95, (208.05935515022296, 260.9148252209572), (190.6781732736343, 286.4734376882489)),
            (0.975, (247.9180129218246, 295.71126174631155), (248.3327996407528, 357.1945989923041)),
            (0.99, (294.26231647438215, 337.125895542505), (335.13716270547036, 466.94324564582337)),
            (0.995, (325.8194985207905, 365.8057787663712), (411.8027642878692, 565.7100553599622)),
        ]
        for (confidence, normal, student) in known {
            let (valueAtRisk, shortfall) = isStudentT ? student : normal
            #expect(isWithin(4, ValueAtRisk(confidence: confidence).estimate(sample), of: valueAtRisk))
            #expect(isWithin(4, ExpectedShortfall(confidence: confidence).estimate(sample), of: shortfall))
        }
        #expect(isWithin(4, StandardDeviation().estimate(sample), of: 10_000 * 0.2 / 250.0.squareRoot()))
    }

    /// Five assets, long and short, with means; closed form of a normal loss.
    @Test("five assets, long and short, with drift")
    func fiveAssets() throws {
        let daily = [0.012, 0.018, 0.009, 0.025, 0.015]
        let means = [0.0004, 0.0002, 0.0003, -0.0001, 0.0005]
        let losses = try market(
            positions: [3e6, -1.5e6, 2e6, 0.5e6, 1e6], annual: daily.map { $0 * 252.0.squareRoot() },
            means: means.map { $0 * 252 },
            correlations: [
                [1, 0.6, 0.3, -0.2, 0.1], [0.6, 1, 0.25, 0, 0.15], [0.3, 0.25, 1, 0.4, -0.1],
                [-0.2, 0, 0.4, 1, 0.35], [0.1, 0.15, -0.1, 0.35, 1],
            ]
        ).simulator(paths: 400_000, days: 1).losses()
        let sample = LossDistribution(losses: losses)
        let known: [(ConfidenceLevel, Double, Double)] = [
            (0.95, 67_317.67472272189, 84_914.45860938127), (0.975, 80_587.52523924474, 96_498.98094440352),
            (0.99, 96_016.59422492835, 110_286.85114367488), (0.999, 128_185.10910268612, 139_844.07601905367),
        ]
        for (confidence, valueAtRisk, shortfall) in known {
            #expect(isWithin(4, ValueAtRisk(confidence: confidence).estimate(sample), of: valueAtRisk))
            #expect(isWithin(4, ExpectedShortfall(confidence: confidence).estimate(sample), of: shortfall))
        }
    }

    /// One lognormal share over a quarter: the loss quantile is S(0)·(1 − exp((μ − σ²/2)·T − z·σ·√T)).
    @Test("one lognormal share, long and short", arguments: [1, 3])
    func lognormal(steps: Int) throws {
        var long = TestMarket(factors: [.init(id: "EQ.S", level: 100, volatility: 0.35, drift: 0.07)])
        var short = long
        long.hold(1, "equity", ["factor": .factor("EQ.S")])
        short.hold(-1, "equity", ["factor": .factor("EQ.S")])
        let losses = LossDistribution(losses: try long.simulator(paths: 300_000, days: 63, steps: steps).losses())
        let shortLosses = LossDistribution(
            losses: try short.simulator(paths: 300_000, days: 63, steps: steps).losses())
        let known: [(ConfidenceLevel, Double, Double, Double)] = [
            (0.95, 24.848332773300385, 30.004434925336767, 33.647678268360494),
            (0.99, 33.297208205780265, 37.04711668592303, 50.57609393367565),
        ]
        for (confidence, valueAtRisk, shortfall, shortValueAtRisk) in known {
            #expect(isWithin(4, ValueAtRisk(confidence: confidence).estimate(losses), of: valueAtRisk))
            #expect(isWithin(4, ExpectedShortfall(confidence: confidence).estimate(losses), of: shortfall))
            #expect(isWithin(4, ValueAtRisk(confidence: confidence).estimate(shortLosses), of: shortValueAtRisk))
        }
    }

    /// Two geometric Brownian motions over two years: means, standard deviations and covariance of their levels.
    @Test("levels have the mean, the variance and the covariance of their law")
    func moments() throws {
        var market = TestMarket(
            factors: [
                .init(id: "EQ.A", level: 100, volatility: 0.3, drift: 0.06),
                .init(id: "EQ.B", level: 50, volatility: 0.2, drift: 0.03),
            ], correlations: [[1, -0.4], [-0.4, 1]])
        market.hold(1, "equity", ["factor": .factor("EQ.A")], book: "A")
        market.hold(1, "equity", ["factor": .factor("EQ.B")], book: "B")
        let paths = 400_000
        let simulator = try market.simulator(paths: paths, days: 504)
        let result = simulator.profitAndLoss(workers: 2)
        let a = result.withNode(1) { $0.map { $0 + 100 } }
        let b = result.withNode(2) { $0.map { $0 + 50 } }
        for (levels, mean, deviation) in [
            (a, 112.74968515793758, 50.071189849775806), (b, 53.09182732726798, 15.32203532341528),
        ] {
            let sample = LossDistribution(losses: levels)
            #expect(isWithin(4, MeanLoss().estimate(sample), of: mean))
            #expect(isWithin(4, StandardDeviation().estimate(sample), of: deviation))
        }
        let products = zip(a, b).map { ($0 - 112.74968515793758) * ($1 - 53.09182732726798) }
        #expect(isWithin(4, MeanLoss().estimate(LossDistribution(losses: products)), of: -280.54521927287544))
    }
}
