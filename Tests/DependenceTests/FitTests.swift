import Dependence
import Foundation
import LinearAlgebra
import Market
import Settings
import TestSupport
import Testing

@Suite("Dependence is fitted")
struct FitTests {
    static let isSlow = ProcessInfo.processInfo.environment["MARKET_TWIN_SLOW_TESTS"] == "1"

    private func isClose(_ value: Double?, _ known: Double, _ tolerance: Double) -> Bool {
        value.map { abs($0 / known - 1) < tolerance } ?? false
    }

    /// numpy: the scatter by plain EM to rest at each ν, the maximum by scipy's bounded search, the error from the second
    /// difference at ln ν ± 0.1.
    @Test("multivariate Student t: a known answer")
    func multivariateT() throws {
        let sample = knownSample.changes.standardised
        let fit = try MultivariateTFit(sample)
        #expect(isClose(fit.degreesOfFreedom, 4.9656999138343725, 1e-5))
        #expect(isClose(fit.standardError, 1.3618723514386948, 1e-4))
        #expect(isClose(fit.logLikelihood, -453.8408730603216, 1e-9))
        #expect(isClose(fit.normalLogLikelihood, -468.72717364505877, 1e-9))
        let first = try MultivariateTFit(matrix([(0..<120).map { sample[$0, 0] }]))
        #expect(isClose(first.degreesOfFreedom, 4.232250008840526, 1e-5))
        #expect(isClose(first.logLikelihood, -162.76391775831365, 1e-9))
    }

    /// scipy: ranks/121, correlations from `kendalltau`, the copula's density from `t.logpdf`.
    @Test("t copula: a known answer")
    func copula() throws {
        let correlation = rankCorrelation(knownSample.changes)
        #expect(isClose(correlation[0, 1], 0.422352393900095, 1e-12))
        let fit = try TCopulaFit(knownSample.changes, correlation: correlation)
        #expect(isClose(fit.degreesOfFreedom, 3.1190478283915692, 1e-5))
        #expect(isClose(fit.standardError, 0.8015465461105792, 1e-3))
        #expect(isClose(fit.logLikelihood, 47.942614514683214, 1e-9))
        #expect(isClose(fit.normalLogLikelihood, 39.211781041563306, 1e-9))
    }

    /// scipy: `genpareto.logpdf` maximised by Nelder–Mead, errors from the inverse Hessian.
    @Test("generalised Pareto tail: a known answer")
    func generalisedPareto() throws {
        let fit = try GeneralisedParetoFit(knownSample.excesses)
        #expect(abs(fit.shape + 0.04468165365954667) < 1e-5)
        #expect(isClose(fit.scale, 1.3195001416549905, 1e-5))
        #expect(isClose(fit.shapeError, 0.07209076463506267, 1e-3))
        #expect(isClose(fit.scaleError, 0.13317866738758707, 1e-3))
        #expect(isClose(fit.logLikelihood, -246.51426680037466, 1e-9))
    }

    /// McNeil, Frey and Embrechts, “Quantitative Risk Management”, table 7.1, to ten digits by mpmath.
    @Test("tail dependence of Student's t: known answers")
    func tailDependence() {
        let known: [(Double, [Double])] = [
            (-0.5, [0.0576688856224373, 0.011724811003954639, 0.00012940169548043978]),
            (0, [0.18169011381620936, 0.07558681842161241, 0.006872303308921113]),
            (0.5, [0.3910022189557705, 0.2531699951003227, 0.08186423116569438]),
            (0.9, [0.7176856442107861, 0.6298118711924645, 0.4627244947100462]),
        ]
        for (correlation, values) in known {
            for (ν, value) in zip([2.0, 4, 10], values) {
                #expect(isClose(tailDependenceOfT(degreesOfFreedom: ν, correlation: correlation), value, 1e-9))
            }
        }
        #expect(tailDependenceOfT(degreesOfFreedom: 4, correlation: 1) == 1)
        #expect(tailDependenceOfT(degreesOfFreedom: 4, correlation: -1) == 0)
    }

    /// The share of seeds whose estimate lies within three standard errors of the truth.
    private func expectRecovery(_ name: String, _ isMissed: (UInt64) throws -> Bool) rethrows {
        let seeds: ClosedRange<UInt64> = Self.isSlow ? 1...100 : 1...4
        let misses = try seeds.filter(isMissed).count
        #expect(misses <= seeds.count / 20, "\(name): \(misses) of \(seeds.count) seeds missed")
    }

    private static let correlations = [[1, 0.5, 0.3], [0.5, 1, 0.6], [0.3, 0.6, 1]]

    @Test("the parameters of simulated changes are found within three standard errors")
    func recovery() throws {
        for ν in [4.0, 8] {
            try expectRecovery("Student t, \(ν)") { seed in
                let law = StudentTDependence(Specification(kind: "", settings: ["degreesOfFreedom": .number(ν)]))
                let fit = try MultivariateTFit(
                    matrix(try simulated(law, Self.correlations, count: 500, seed: seed)).standardised)
                return abs(fit.degreesOfFreedom - ν) > 3 * (try #require(fit.standardError))
            }
            try expectRecovery("t copula, \(ν)") { seed in
                let law = TCopula(Specification(kind: "", settings: ["degreesOfFreedom": .number(ν)]))
                let changes = matrix(try simulated(law, Self.correlations, count: 500, seed: seed))
                let fit = try TCopulaFit(changes, correlation: rankCorrelation(changes))
                return abs(fit.degreesOfFreedom - ν) > 3 * (try #require(fit.standardError))
            }
        }
        try expectRecovery("generalised Pareto") { seed in
            var numbers = Sequence64(seed: seed)
            let excesses = (0..<300).map { _ in (pow(0.5 + numbers.next(), -0.2) - 1) / 0.2 }
            let fit = try GeneralisedParetoFit(excesses)
            let (shapeError, scaleError) = (try #require(fit.shapeError), try #require(fit.scaleError))
            return abs(fit.shape - 0.2) > 3 * shapeError || abs(fit.scale - 1) > 3 * scaleError
        }
    }

    /// Twenty factors: the scatter is fitted with the degrees of freedom, so that many factors do not bias them.
    @Test("many factors do no harm, nor does one twice, nor one that stands still")
    func manyFactors() throws {
        var correlations = Matrix.identity(20)
        for i in 0..<20 {
            for j in 0..<20 where i != j { correlations[i, j] = 0.4 }
        }
        let law = StudentTDependence(Specification(kind: "", settings: ["degreesOfFreedom": .number(5)]))
        let rows = (0..<20).map { Array(correlations.row($0)) }
        var columns = try simulated(law, rows, count: 400)
        let fit = try MultivariateTFit(matrix(columns).standardised)
        #expect(abs(fit.degreesOfFreedom - 5) < 4 * (try #require(fit.standardError)))
        columns += [columns[3], [Double](repeating: 7, count: 400)]
        let again = try MultivariateTFit(matrix(columns).standardised)
        #expect(abs(again.degreesOfFreedom / fit.degreesOfFreedom - 1) < 1e-5)
    }

    @Test("what is no heavier than normal ends at the upper bound, and says so")
    func normal() throws {
        let normal = GaussianDependence(Specification(kind: ""))
        let changes = matrix(try simulated(normal, Self.correlations, count: 2_000, seed: 5))
        let fit = try StudentTDependence.fit(sample(changes), given: Specification(kind: "student-t"))
        let ν = fit.specification.number("degreesOfFreedom")
        #expect(ν > 50)
        #expect(fit.notes.isEmpty == (ν < 198))
        #expect(abs((fit.logLikelihood ?? 0) - (fit.normalLogLikelihood ?? 0)) < 3)
    }

    private func sample(_ changes: Matrix, _ names: [String] = ["EQ.A", "EQ.B", "FX.EURUSD"]) -> DependenceSample {
        DependenceSample(
            factors: names.compactMap { FactorID($0) }, columns: Array(0..<changes.columnCount), changes: changes,
            correlation: Matrix(Self.correlations))
    }

    @Test("groups are fitted one by one; without any, each class is one")
    func groups() throws {
        let fit = try GroupedTDependence.fit(sample(knownSample.changes), given: Specification(kind: "grouped-t"))
        #expect(fit.specification.specifications("groups").map(\.kind) == ["EQ.*", "FX.*"])
        let values = fit.specification.specifications("groups").map { $0.number("degreesOfFreedom") }
        let pair = matrix((0..<2).map { column in (0..<120).map { knownSample.changes[$0, column] } })
        #expect(abs(values[0] - (try MultivariateTFit(pair.standardised).degreesOfFreedom)) < 1e-6)
        #expect(fit.parameters.map(\.name) == ["degrees of freedom of EQ.*", "degrees of freedom of FX.*"])

        func given(_ groups: [(String, Double?)]) -> Specification {
            Specification(
                kind: "grouped-t",
                settings: [
                    "groups": .mapping(
                        groups.map { name, ν in
                            .init(name, .mapping(ν.map { [.init("degreesOfFreedom", .number($0))] } ?? []))
                        })
                ])
        }
        let mixed = try GroupedTDependence.fit(
            sample(knownSample.changes), given: given([("*", 5), ("FX.*", nil), ("CM.*", nil)]))
        #expect(mixed.parameters.count == 1)
        #expect(mixed.specification.specifications("groups").map(\.kind) == ["*", "FX.*"])
        #expect(mixed.specification.specifications("groups")[0].number("degreesOfFreedom") == 5)
        #expect(throws: DependenceFitError.noGroup(FactorID("FX.EURUSD")!)) {
            try GroupedTDependence.fit(sample(knownSample.changes), given: given([("EQ.*", nil)]))
        }
    }

    @Test("what cannot be fitted is refused in words")
    func refusals() {
        let none = sample(Matrix(rowCount: 0, columnCount: 0))
        for type in [StudentTDependence.self, TCopula.self] as [any Dependence.Type] {
            #expect(throws: DependenceFitError.noHistory(lack: "no factor has", setting: "degreesOfFreedom")) {
                try type.fit(none, given: Specification(kind: type.kind))
            }
        }
        #expect(throws: DependenceFitError.noVariation) {
            try MultivariateTFit(Matrix(rowCount: 100, columnCount: 2))
        }
        #expect { try MultivariateTFit(knownSample.changes.rows(0..<10)) } throws: { error in
            (error as? DependenceFitError)?.description
                == "fitting degrees of freedom to 3 factors needs at least 20 changes, and the window has 10"
        }
        #expect { try GeneralisedParetoFit([1, 2, 3]) } throws: { error in
            (error as? DependenceFitError)?.description
                == "fitting a tail needs at least 10 changes, and the window has 3"
        }
    }

    @Test("the shape over thresholds")
    func thresholds() throws {
        var numbers = Sequence64(seed: 4)
        let changes = (0..<2_000).map { _ in pow(0.5 + numbers.next(), -0.25) }
        let diagnostics = ThresholdDiagnostics(changes)
        #expect(diagnostics.rows.map(\.excesses) == [100, 150, 200, 250, 300, 400])
        for row in diagnostics.rows {
            #expect(abs(row.shape - 0.25) < 4 * (try #require(row.shapeError)))
            // Of a Pareto law, the mean excess is the threshold times ξ/(1 − ξ).
            #expect(abs(row.meanExcess / row.threshold - 1.0 / 3) < 0.15)
        }
        #expect(ThresholdDiagnostics(Array(changes.prefix(30))).rows.isEmpty)
    }
}
