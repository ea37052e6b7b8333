import LinearAlgebra
import Settings

/// The sample covariance (divisor n, mean removed), drawn towards a simple target as far as the data say.
///
/// The weight of the target is chosen to minimise the expected squared Frobenius distance to the true covariance. The
/// result is positive definite wherever the target is, also for more factors than observations.
public struct LedoitWolfCovariance: CovarianceEstimator {
    public static let kind = "ledoit-wolf"
    public static let summary = "sample covariance shrunk towards a simple target, as far as the data say"
    public static let settings = [
        Setting(
            "target", .choice(Target.allCases.map(\.rawValue)), .defaulted(.text(Target.identity.rawValue)),
            "identity: no correlation and one volatility for all, for factors of one scale; "
                + "constant-correlation: one correlation for all, each factor keeps its volatility")
    ]

    /// What the sample covariance is drawn towards.
    public enum Target: String, CaseIterable, Sendable {
        case identity
        case constantCorrelation = "constant-correlation"
    }

    public let target: Target

    public init(_ specification: Specification) {
        let name = specification.text("target")
        guard let target = Target(rawValue: name) else { preconditionFailure("no target “\(name)”") }
        self.target = target
    }

    public func estimate(_ changes: Matrix) -> CovarianceEstimate {
        let count = Double(changes.rowCount)
        let centred = changes.centred
        let sample = (1 / count) * centred.gram
        let shrinkage: Double
        let goal: Matrix
        switch target {
        case .identity: (shrinkage, goal) = Self.towardsIdentity(centred, sample)
        case .constantCorrelation: (shrinkage, goal) = Self.towardsConstantCorrelation(centred, sample)
        }
        let blend = zip(sample.elements, goal.elements).map { (1 - shrinkage) * $0 + shrinkage * $1 }
        let words = target == .identity ? "a multiple of the identity" : "a constant correlation"
        return CovarianceEstimate(
            covariance: Matrix(rowCount: sample.rowCount, columnCount: sample.columnCount, elements: blend),
            description: "Ledoit–Wolf, shrunk \(percent(shrinkage)) towards \(words)",
            effectiveObservations: count, shrinkage: shrinkage)
    }

    /// Source: O. Ledoit, M. Wolf, “A well-conditioned estimator for large-dimensional covariance matrices”,
    /// J. Multivariate Analysis 88, 2004, §3.2: μ the mean variance, δ² = ‖S − μI‖²/p, β² the mean squared distance of
    /// the single observations' xxᵀ to S, divided by n; the shrinkage is min(β², δ²)/δ².
    private static func towardsIdentity(_ centred: Matrix, _ sample: Matrix) -> (Double, Matrix) {
        let n = Double(centred.rowCount)
        let p = Double(sample.rowCount)
        let μ = sample.diagonal.reduce(0, +) / p
        let goal = Matrix(diagonal: [Double](repeating: μ, count: sample.rowCount))
        let distance = sample.distance(to: goal)
        let δ2 = distance * distance / p
        let fourthMoments = centred.map { $0 * $0 }.gram.elements.reduce(0, +) / n
        let β2 = (fourthMoments - sumOfSquares(sample)) / (n * p)
        return (δ2 > 0 ? min(max(β2 / δ2, 0), 1) : 0, goal)
    }

    /// Source: O. Ledoit, M. Wolf, “Honey, I shrunk the sample covariance matrix”, J. Portfolio Management 30(4), 2004,
    /// appendices A and B: π is the sum of the asymptotic variances of the sample covariances, ρ that of their asymptotic
    /// covariances with the target, γ the squared distance between the two; the shrinkage is (π − ρ)/(γ·n).
    private static func towardsConstantCorrelation(_ centred: Matrix, _ sample: Matrix) -> (Double, Matrix) {
        let n = Double(centred.rowCount)
        let deviations = sample.diagonal.map { $0.squareRoot() }
        let moving = deviations.indices.filter { deviations[$0] > 0 }
        var sum = 0.0
        for i in moving {
            for j in moving where j < i { sum += sample[i, j] / (deviations[i] * deviations[j]) }
        }
        let pairCount = Double(moving.count * (moving.count - 1) / 2)
        let r = pairCount > 0 ? sum / pairCount : 0

        var goal = Matrix(diagonal: sample.diagonal)
        for i in moving {
            for j in moving where j != i { goal[i, j] = r * (deviations[i] * deviations[j]) }
        }

        let squares = centred.map { $0 * $0 }
        let fourthMoments = (1 / n) * squares.gram
        // ϑ[i, j] = E[xᵢ³xⱼ] − sᵢᵢsᵢⱼ, the asymptotic covariance of sᵢᵢ and sᵢⱼ.
        let thirdByFirst = (1 / n) * centred.map { $0 * $0 * $0 }.transposedMultiplied(by: centred)
        let π = fourthMoments.elements.reduce(0, +) - sumOfSquares(sample)
        var ρ = 0.0
        for i in moving {
            ρ += fourthMoments[i, i] - sample[i, i] * sample[i, i]
            for j in moving where j != i {
                let ϑ = thirdByFirst[i, j] - sample[i, i] * sample[i, j]
                ρ += r * deviations[j] / deviations[i] * ϑ
            }
        }
        let distance = sample.distance(to: goal)
        let γ = distance * distance
        return (γ > 0 ? min(max((π - ρ) / (γ * n), 0), 1) : 0, goal)
    }

    private static func sumOfSquares(_ matrix: Matrix) -> Double { matrix.elements.reduce(0) { $0 + $1 * $1 } }

    /// A fraction in per cent with one decimal.
    private func percent(_ fraction: Double) -> String { "\((fraction * 1000).rounded() / 10) %" }
}
