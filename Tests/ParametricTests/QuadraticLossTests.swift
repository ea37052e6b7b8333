import Foundation
import LinearAlgebra
import Measures
import Parametric
import Statistics
import Testing

/// Known answers of linear and quadratic losses.
@Suite("Parametric distributions")
struct QuadraticLossTests {
    private static func isClose(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
        abs(a - b) <= tolerance * max(1, abs(b))
    }

    /// J. P. Imhof, Biometrika 48 (1961), table 1: Q = 0.6 X₁ + 0.3 X₂ + 0.1 X₃ of three χ²(1); published 0.9458, 0.5064,
    /// 0.1240; further digits by an inversion of Gil-Pelaez's integral.
    @Test("the quadratic form of Imhof's table")
    func imhof() {
        let law = QuadraticLossLaw(
            QuadraticLoss(constant: 0, linear: [0, 0, 0], curvatures: [1.2, 0.6, 0.2]))
        for (x, survival) in [(0.1, 0.9457861539329591), (0.7, 0.5064382334733267), (2.0, 0.12395907415032204)] {
            #expect(abs(law.upper(x) - survival) < 1e-7, "\(x): \(law.upper(x))")
        }
    }

    @Test("one, two and eleven squares have the χ² distribution", arguments: [1, 2, 11])
    func chiSquare(degrees: Int) {
        let axes = [Double](repeating: 2, count: degrees)
        let law = QuadraticLossLaw(QuadraticLoss(constant: 0, linear: axes.map { _ in 0 }, curvatures: axes))
        let known = ChiSquareDistribution(degreesOfFreedom: Double(degrees))
        for p in [0.5, 0.9, 0.95, 0.99, 0.999, 0.9999] {
            let quantile = known.quantile(p)
            #expect(abs(law.upper(quantile) - (1 - p)) < 1e-8, "\(p): \(law.upper(quantile))")
            // The density near the quantile is 1e-5 at the least, so a probability of 1e-10 is 1e-5 of a loss.
            #expect(abs(law.quantile(p) - quantile) < 2e-5 * quantile, "\(p): \(law.quantile(p))")
            // E[X | X > q] = n·P(χ²(n+2) > q)/(1 − p).
            let beyond =
                Double(degrees) * ChiSquareDistribution(degreesOfFreedom: Double(degrees) + 2).upper(quantile) / (1 - p)
            #expect(abs(law.tailMean(beyond: p) - beyond) < 3e-5 * beyond, "\(p): \(law.tailMean(beyond: p))")
        }
        let mirrored = QuadraticLossLaw(
            QuadraticLoss(constant: 0, linear: axes.map { _ in 0 }, curvatures: axes.map(-)))
        #expect(abs(mirrored.quantile(0.3) + known.quantile(0.7)) < 1e-5)
    }

    @Test("the difference of two squares of one size is symmetric, and that of two pairs is Laplace's")
    func difference() {
        let two = QuadraticLossLaw(QuadraticLoss(constant: 1, linear: [0, 0], curvatures: [1, -1]))
        let (low, high) = (two.quantile(0.01), two.quantile(0.99))
        #expect(abs(low + high - 2) < 1e-6)
        let laplace = QuadraticLossLaw(
            QuadraticLoss(constant: 0, linear: [0, 0, 0, 0], curvatures: [1, 1, -1, -1]))
        for x: Double in [0.01, 0.1, 1, 3, 8] {
            let known: Double = exp(-x) / 2
            #expect(abs(laplace.upper(x) - known) < 1e-7, "\(x): \(laplace.upper(x))")
        }
    }

    @Test("a linear loss is normal by every method", arguments: ParametricMethod.allCases)
    func linear(method: ParametricMethod) {
        let law = method.law(of: QuadraticLoss(constant: 3, linear: [3, -4], curvatures: [0, 0]))
        let normal = NormalDistribution(mean: 3, standardDeviation: 5)
        for p in [0.01, 0.5, 0.9, 0.99, 0.9999] {
            #expect(abs(law.quantile(p) - normal.quantile(p)) < 1e-7, "\(p): \(law.quantile(p))")
            #expect(abs(law.tailMean(beyond: p) - normal.tailMean(beyond: p)) < 1e-6, "\(p)")
        }
        #expect(abs(law.upper(8) - normal.upper(8)) < 1e-9)
        #expect(law.mean == 3 && law.standardDeviation == 5)
    }

    @Test("no risk is a loss that is sure", arguments: ParametricMethod.allCases)
    func sure(method: ParametricMethod) {
        let law = method.law(of: QuadraticLoss(constant: 2, linear: [0], curvatures: [0]))
        #expect(law.quantile(0.99) == 2 && law.tailMean(beyond: 0.99) == 2)
        #expect(law.upper(1.9) == 1 && law.upper(2.1) == 0)
    }

    @Test("cumulants are those of a shifted χ²: (z + 1)² has 2ʳ⁻¹ (r − 1)! (1 + r)")
    func cumulants() {
        // (z + 1)² = 1 + 2z + z².
        let cumulants = QuadraticLoss(constant: 1, linear: [2], curvatures: [2]).cumulants(4)
        let known: [Double] = [2, 6, 32, 240]
        #expect(cumulants == known)
    }

    /// J. Hull, “Risk Management and Financial Institutions”: USD 10m of a share at 2 % a day and 5m of another at 1 %,
    /// correlation 0.3, ten days, 99 %; his 1,622,657 with z = 2.33.
    @Test("Hull's two shares")
    func hull() throws {
        let root = try CholeskyFactor(Matrix([[1, 0.3], [0.3, 1]])).lower
        var scaled = root
        scaled.scaleRows(by: [0.02 * 10.0.squareRoot(), 0.01 * 10.0.squareRoot()])
        let loss = try QuadraticLoss(gain: 0, delta: [10e6, 5e6], gamma: nil, mean: [0, 0], root: scaled)
        let law = ParametricMethod.deltaNormal.law(of: loss)
        #expect(Self.isClose(law.quantile(0.99), 1_620_113.8228721323, 1e-9))
        #expect(Self.isClose(law.tailMean(beyond: 0.99), 1_856_106.925142447, 1e-9))
    }

    /// A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”: 10,000 at 20 % a year, one of 250 days.
    @Test("a share of 20 % over a day")
    func quantitativeRiskManagement() {
        let loss = QuadraticLoss(constant: 0, linear: [10_000 * 0.2 / 250.0.squareRoot()], curvatures: [0])
        let law = ParametricMethod.deltaNormal.law(of: loss)
        let figures = [
            (0.9, 162.1048754430201, 221.98978178676728), (0.95, 208.05935515022296, 260.9148252209572),
            (0.975, 247.9180129218246, 295.71126174631155), (0.99, 294.26231647438215, 337.125895542505),
            (0.995, 325.8194985207905, 365.8057787663712),
        ]
        for (p, valueAtRisk, shortfall) in figures {
            #expect(Self.isClose(law.quantile(p), valueAtRisk, 1e-9))
            #expect(Self.isClose(law.tailMean(beyond: p), shortfall, 1e-9))
        }
    }

    /// Five assets, long and short, with means; figures by the closed form.
    @Test("a linear book of five assets with means")
    func longShort() throws {
        let correlation = Matrix([
            [1.0, 0.6, 0.3, -0.2, 0.1], [0.6, 1.0, 0.25, 0.0, 0.15], [0.3, 0.25, 1.0, 0.4, -0.1],
            [-0.2, 0.0, 0.4, 1.0, 0.35], [0.1, 0.15, -0.1, 0.35, 1.0],
        ])
        var root = try CholeskyFactor(correlation).lower
        root.scaleRows(by: [0.012, 0.018, 0.009, 0.025, 0.015])
        let loss = try QuadraticLoss(
            gain: 0, delta: [3e6, -1.5e6, 2e6, 0.5e6, 1e6], gamma: nil,
            mean: [0.0004, 0.0002, 0.0003, -0.0001, 0.0005],
            root: root)
        let law = ParametricMethod.deltaNormal.law(of: loss)
        let figures = [
            (0.95, 67317.67472272189, 84914.45860938127), (0.975, 80587.52523924474, 96498.98094440352),
            (0.99, 96016.59422492835, 110286.85114367488), (0.999, 128185.10910268612, 139844.07601905367),
        ]
        for (p, valueAtRisk, shortfall) in figures {
            #expect(Self.isClose(law.quantile(p), valueAtRisk, 1e-9))
            #expect(Self.isClose(law.tailMean(beyond: p), shortfall, 1e-9))
        }
    }

    /// P. Glasserman, P. Heidelberger, P. Shahabuddin, Management Science 46 (2000): ten assets at 100 with 30 %, short ten
    /// calls and five puts of half a year on each; delta-gamma quantiles over 0.04 years by a non-central χ².
    @Test("the delta-gamma loss of short straddles")
    func straddles() {
        let (theta, delta, gamma) = (-136.3351116854805, 3.8288367039635887, 0.275110740972684)
        let axes = [Double](repeating: 1, count: 10)
        let law = QuadraticLossLaw(
            QuadraticLoss(
                constant: 10 * theta * 0.04, linear: axes.map { _ in delta * 6 },
                curvatures: axes.map { _ in gamma * 36 }))
        #expect(Self.isClose(law.quantile(0.95), 127.62655722721739, 1e-6))
        #expect(Self.isClose(law.quantile(0.99), 192.27082585983248, 1e-6))
        // Cornish and Fisher come close, the normal does not.
        let quadratic = QuadraticLoss(
            constant: 10 * theta * 0.04, linear: axes.map { _ in delta * 6 }, curvatures: axes.map { _ in gamma * 36 })
        #expect(Self.isClose(CornishFisherLoss(quadratic).quantile(0.99), 192.27082585983248, 5e-3))
        #expect(ParametricMethod.deltaGamma.law(of: quadratic).quantile(0.99) < 180)
    }

    @Test("the tail mean of an expansion is the mean of its quantiles")
    func expansion() {
        let law = CornishFisherLoss(mean: 1, standardDeviation: 2, skewness: 0.4, excessKurtosis: 0.9)
        let count = 20_000
        var sum = 0.0
        for index in 0..<count { sum += law.quantile(0.95 + 0.05 * (Double(index) + 0.5) / Double(count)) }
        // The midpoint rule misses a little of the open end.
        #expect(abs(law.tailMean(beyond: 0.95) - sum / Double(count)) < 1e-3)
        #expect(abs(law.upper(law.quantile(0.97)) - 0.03) < 1e-9)
    }

    /// Losses that are bounded: a long straddle loses at most what it cost, and its density is infinite there.
    @Test("one axis has its closed form, at the bound too")
    func bounded() {
        let law = QuadraticLossLaw(QuadraticLoss(constant: 5, linear: [0], curvatures: [-2]))
        // L = 5 − z²: the 99 % quantile is 5 − q with q the 1 % quantile of χ²(1).
        let square = ChiSquareDistribution(degreesOfFreedom: 1).quantile(0.01)
        #expect(abs(law.quantile(0.99) - (5 - square)) < 1e-9)
        // E[z²; z² < q] = P(χ²(3) < q).
        let mean = ChiSquareDistribution(degreesOfFreedom: 3).cumulative(square) / 0.01
        #expect(abs(law.tailMean(beyond: 0.99) - (5 - mean)) < 1e-9)
        #expect(law.upper(5) == 0 && law.upper(-1_000) == 1)
        // The same law on two axes, one of them next to nothing, by inversion.
        let split = QuadraticLossLaw(QuadraticLoss(constant: 5, linear: [3, 1e-7], curvatures: [1.5, 0]))
        let closed = QuadraticLossLaw(QuadraticLoss(constant: 5, linear: [3], curvatures: [1.5]))
        for p in [0.01, 0.3, 0.95, 0.999] {
            // Near the bound at 2 the density of one curved axis grows without end, and inversion loses digits.
            let tolerance = p < 0.1 ? 1e-3 : 1e-4
            #expect(abs(split.quantile(p) - closed.quantile(p)) < tolerance, "\(p): \(split.quantile(p))")
            #expect(abs(split.tailMean(beyond: p) - closed.tailMean(beyond: p)) < 1e-4, "\(p)")
        }
    }

    /// Open Source Risk Engine, Examples/MarketRisk/ExpectedOutput/ParametricVar/var.csv: quantiles of gains at 1, 5, 95 and
    /// 99 % of two portfolios and both together, with cross-gammas. The samples hold their sums of sensitivities and the
    /// covariance of the factors that move.
    @Test(
        "the delta-gamma figures of the Open Source Risk Engine",
        arguments: [
            ("PF2", [-44719.196292, -17915.607269, 111470.607269, 138274.196292]),
            ("PF1", [-15075943.039092, -10680378.587813, 10537878.587813, 14933443.039092]),
            ("All", [-14997387.055247, -10611131.982943, 10562186.982943, 14948442.055247]),
        ])
    func openSourceRisk(name: String, gains: [Double]) throws {
        let sample = try Sample(name)
        var root = Matrix(rowCount: sample.count, columnCount: sample.count)
        let factor = try CholeskyFactor(sample.covariance)
        for (row, variable) in factor.order.enumerated() {
            for column in 0..<factor.rank { root[variable, column] = factor.lower[row, column] }
        }
        let loss = try QuadraticLoss(
            gain: 0, delta: sample.delta, gamma: sample.gamma, mean: [Double](repeating: 0, count: sample.count),
            root: root)
        let law = ParametricMethod.deltaGamma.law(of: loss)
        for (p, gain) in zip([0.99, 0.95, 0.05, 0.01], gains) {
            #expect(abs(-law.quantile(p) - gain) < 0.05, "\(p): \(-law.quantile(p))")
        }
    }

    private struct Sample {
        var count = 0
        var delta: [Double] = []
        var gamma = Matrix(rowCount: 0, columnCount: 0)
        var covariance = Matrix(rowCount: 0, columnCount: 0)

        init(_ name: String) throws {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Samples/ore-\(name).txt")
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                let numbers = words.dropFirst().compactMap { Double($0) }
                switch words[0] {
                case "factors":
                    count = Int(numbers[0])
                    delta = [Double](repeating: 0, count: count)
                    gamma = Matrix(rowCount: count, columnCount: count)
                    covariance = gamma
                case "delta": delta[Int(numbers[0])] = numbers[1]
                case "gamma": Self.set(&gamma, numbers)
                default: Self.set(&covariance, numbers)
                }
            }
        }

        private static func set(_ matrix: inout Matrix, _ numbers: [Double]) {
            matrix[Int(numbers[0]), Int(numbers[1])] = numbers[2]
            matrix[Int(numbers[1]), Int(numbers[0])] = numbers[2]
        }
    }
}
