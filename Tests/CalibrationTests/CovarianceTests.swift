import Calibration
import LinearAlgebra
import Settings
import TestSupport
import Testing

@Suite struct CovarianceTests {
    /// `numpy.cov(X.T)`, divisor n − 1.
    @Test func sample() {
        let estimate = SampleCovariance(Specification(kind: "sample")).estimate(eightChanges)
        let expected = Matrix([
            [1.3069642857142859e-04, 2.8285714285714284e-05, 1.8464285714285712e-04],
            [2.8285714285714284e-05, 6.4571428571428565e-05, -7.1428571428571444e-06],
            [1.8464285714285712e-04, -7.1428571428571444e-06, 3.1971428571428569e-04],
        ])
        #expect(largestDifference(estimate.covariance, expected) < 1e-18)
        #expect(estimate.effectiveObservations == 8)
    }

    /// numpy: w = (1 − λ)·λᵏ/(1 − λⁿ) with λ = 0.94, the newest with k = 0; `(X * w[:, None]).T @ X`; 1/Σw².
    @Test func exponentiallyWeighted() {
        let estimate = ExponentiallyWeightedCovariance(.ewma(0.94)).estimate(eightChanges)
        let expected = Matrix([
            [1.1369175106307491e-04, 2.6349526322528618e-05, 1.5915364169296299e-04],
            [2.6349526322528618e-05, 5.9767142502586214e-05, -4.3391161574995789e-06],
            [1.5915364169296299e-04, -4.3391161574995781e-06, 2.7821200416708813e-04],
        ])
        #expect(largestDifference(estimate.covariance, expected) < 1e-18)
        #expect(abs(estimate.effectiveObservations - 7.843054964319044) < 1e-12)
        #expect(estimate.description == "exponentially weighted, decay 0.94")
    }

    /// As the decay goes to one, all observations count the same about a mean of zero.
    @Test func decayTowardsOneIsTheSecondMoment() {
        let estimate = ExponentiallyWeightedCovariance(.ewma(1 - 1e-13)).estimate(eightChanges)
        var moments = eightChanges.gram
        moments.scaleRows(by: [0.125, 0.125, 0.125])
        #expect(largestDifference(estimate.covariance, moments) < 1e-15)
    }

    @Test func newestObservationCountsMost() {
        let estimate = ExponentiallyWeightedCovariance(.ewma(0.5)).estimate(Matrix([[1], [0], [0]]))
        #expect(abs(estimate.covariance[0, 0] - 1.0 / 7) < 1e-15)
    }

    /// scikit-learn 1.9 `ledoit_wolf(X)`.
    @Test func ledoitWolfIdentity() throws {
        let estimate = LedoitWolfCovariance(.ledoitWolf(.identity)).estimate(eightChanges)
        let expected = Matrix([
            [1.2599587494543639e-04, 1.6715032295740530e-05, 1.0911201637497291e-04],
            [1.6715032295740530e-05, 8.6920265986391442e-05, -4.2209677514496300e-06],
            [1.0911201637497291e-04, -4.2209677514496300e-06, 2.3769323406817216e-04],
        ])
        #expect(abs(try #require(estimate.shrinkage) - 0.3246451597680594) < 1e-12)
        #expect(largestDifference(estimate.covariance, expected) < 1e-16)
        #expect(estimate.description == "Ledoit–Wolf, shrunk 32.5 % towards a multiple of the identity")
    }

    /// The double sums of the paper's appendix, written out in numpy without any of the shortcuts taken here.
    @Test func ledoitWolfConstantCorrelation() throws {
        let estimate = LedoitWolfCovariance(.ledoitWolf(.constantCorrelation)).estimate(eightChanges)
        let expected = Matrix([
            [1.1435937500000001e-04, 2.7388630424578422e-05, 1.2332550234404519e-04],
            [2.7388630424578422e-05, 5.6499999999999998e-05, 1.6499527544068728e-05],
            [1.2332550234404519e-04, 1.6499527544068728e-05, 2.7975000000000000e-04],
        ])
        #expect(abs(try #require(estimate.shrinkage) - 0.4142025704886664) < 1e-12)
        #expect(largestDifference(estimate.covariance, expected) < 1e-16)
    }

    /// The formula of scikit-learn's `oas` on the centred changes, in numpy.
    @Test func oracleApproximating() throws {
        let estimate = OracleApproximatingShrinkage(Specification(kind: "oas")).estimate(eightChanges)
        let expected = Matrix([
            [1.3176020879805195e-04, 1.2734777360019924e-05, 8.312979665568562e-05],
            [1.2734777360019924e-05, 1.0198945086613669e-04, -3.215852868691901e-06],
            [8.312979665568562e-05, -3.215852868691901e-06, 2.1685971533581136e-04],
        ])
        #expect(abs(try #require(estimate.shrinkage) - 0.48546354100929606) < 1e-12)
        #expect(largestDifference(estimate.covariance, expected) < 1e-16)
        #expect(estimate.description == "oracle-approximating, shrunk 48.5 % towards a multiple of the identity")
    }

    /// numpy: `eigh` of the correlations, those below (1 + √(20/50))² replaced by their mean, the diagonal scaled to one.
    @Test func marchenkoPastur() throws {
        let changes = sampleChanges(50, 20)
        let specification = Specification(kind: "marchenko-pastur", settings: ["noise": .number(1)])
        let estimate = try MarchenkoPasturCovariance(specification).estimate(changes)
        let covariance = estimate.covariance
        #expect(abs(covariance[0, 0] / 6.768729879819162e-05 - 1) < 1e-10)
        #expect(abs(covariance[0, 1] / 3.739509929202625e-05 - 1) < 1e-10)
        #expect(abs(covariance[7, 13] / 2.4694181330877513e-05 - 1) < 1e-10)
        #expect(
            estimate.description == "Marchenko–Pastur, 1 of 20 eigenvalues above the noise edge of 2.665")
        let sample = SampleCovariance(Specification(kind: "sample")).estimate(changes)
        for index in 0..<20 {
            #expect(abs(covariance[index, index] / sample.covariance[index, index] - 1) < 1e-12)
        }
        #expect(try SymmetricEigen.values(of: covariance)[0] > 0)
    }

    /// Independent changes have nothing above the edge but by chance; more factors than changes do no harm.
    @Test func marchenkoPasturOfNoise() throws {
        var numbers = Sequence64(seed: 9)
        let noise = Matrix(rowCount: 400, columnCount: 100, elements: (0..<40_000).map { _ in numbers.next() })
        let specification = Specification(kind: "marchenko-pastur", settings: ["noise": .number(1)])
        let estimate = try MarchenkoPasturCovariance(specification).estimate(noise)
        let largest = (0..<100).flatMap { i in (0..<i).map { abs(estimate.covariance[i, $0]) } }.max() ?? 1
        #expect(largest < 0.01 * estimate.covariance[0, 0], "\(estimate.description), \(largest)")
        let wide = try MarchenkoPasturCovariance(specification).estimate(sampleChanges(20, 40))
        #expect(try SymmetricEigen.values(of: wide.covariance)[0] > 0)
        let alone = try MarchenkoPasturCovariance(specification).estimate(Matrix([[1, 0], [-1, 0], [0.5, 0]]))
        #expect(alone.covariance[1, 1] == 0 && alone.covariance[0, 0] > 0)
    }

    /// Shrinkage makes a covariance of more factors than observations positive definite.
    @Test(arguments: [Specification.ledoitWolf(.identity), .ledoitWolf(.constantCorrelation)])
    func ledoitWolfIsPositiveDefinite(_ specification: Specification) throws {
        let estimate = LedoitWolfCovariance(specification).estimate(sampleChanges(20, 40))
        let shrinkage = try #require(estimate.shrinkage)
        #expect(shrinkage > 0 && shrinkage <= 1)
        #expect(try SymmetricEigen.values(of: estimate.covariance)[0] > 0)
        #expect(try CholeskyFactor(estimate.covariance).rank == 40)
    }

    /// A factor that never moves has the variance zero and harms no other.
    @Test func constantFactor() {
        var changes = eightChanges
        for row in 0..<8 { changes[row, 1] = 0 }
        let estimate = LedoitWolfCovariance(.ledoitWolf(.constantCorrelation)).estimate(changes)
        #expect(estimate.covariance.elements.allSatisfy { $0.isFinite })
        #expect(estimate.covariance[1, 1] == 0 && estimate.covariance[0, 1] == 0)
        #expect(LedoitWolfCovariance(.ledoitWolf(.identity)).estimate(Matrix([[1], [-1]])).shrinkage == 0)
    }

    @Test func everyEstimateIsSymmetric() throws {
        let estimators: [any CovarianceEstimator] = [
            SampleCovariance(Specification(kind: "sample")), ExponentiallyWeightedCovariance(.ewma(0.97)),
            LedoitWolfCovariance(.ledoitWolf(.identity)), LedoitWolfCovariance(.ledoitWolf(.constantCorrelation)),
            OracleApproximatingShrinkage(Specification(kind: "oas")),
            MarchenkoPasturCovariance(Specification(kind: "marchenko-pastur", settings: ["noise": .number(0.8)])),
            DynamicConditionalCorrelation(.dynamicCorrelation(.ewma)),
        ]
        for estimator in estimators {
            let covariance = try estimator.estimate(sampleChanges(50, 20)).covariance
            #expect(largestDifference(covariance, covariance.transposed) == 0)
        }
    }
}
