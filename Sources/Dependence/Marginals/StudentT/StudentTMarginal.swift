import LinearAlgebra
import Settings
import Statistics

/// A Student-t driver, variance-matched: √((ν − 2)/ν) times Student's t.
///
/// Source: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, Princeton 2015, section 6.2.
public struct StudentTMarginal: Marginal {
    public static let kind = "student-t"
    public static let summary = "Student's t, variance-matched"
    public static let settings = [
        Setting(
            "degreesOfFreedom", .number(.init(minimum: 2, excludesMinimum: true)), .optional,
            "more than 2, or the variance would not exist; by maximum likelihood from the factor's history where left out"
        )
    ]
    public static let example = Specification(kind: kind, settings: ["degreesOfFreedom": .number(6)])

    private let law: StudentTDistribution

    public static func degreesOfFreedom(in specification: Specification) -> Double? {
        specification.has("degreesOfFreedom") ? specification.number("degreesOfFreedom") : nil
    }

    public static func fit(_ changes: [Double], given: Specification) throws(DependenceFitError) -> DependenceFit {
        guard !given.has("degreesOfFreedom") else { return DependenceFit(given) }
        guard !changes.isEmpty else { throw .noHistory(lack: "the factor lacks", setting: "degreesOfFreedom") }
        let fit = try MultivariateTFit(Matrix(rowCount: changes.count, columnCount: 1, elements: changes))
        var whole = given
        whole.settings["degreesOfFreedom"] = .number(fit.degreesOfFreedom)
        return DependenceFit(
            whole, parameters: [.init("degrees of freedom", fit.degreesOfFreedom, standardError: fit.standardError)],
            method: "maximum likelihood", observations: changes.count, logLikelihood: fit.logLikelihood,
            normalLogLikelihood: fit.normalLogLikelihood)
    }

    public init(_ specification: Specification) {
        law = StudentTDistribution(degreesOfFreedom: specification.number("degreesOfFreedom"))
    }

    public var hasPowerTail: Bool { true }

    public func driver(score: Double) -> Double {
        let tail = law.varianceMatchedScale * law.quantile(NormalDistribution.standard.cumulative(-abs(score)))
        return score > 0 ? -tail : tail
    }

    public var table: ScoreTable? {
        let normal = NormalDistribution.standard
        let scale = law.varianceMatchedScale
        return ScoreTable([
            .init(from: -ScoreTable.bound, to: ScoreTable.bound, count: 1_024) { score in
                let value = driver(score: score)
                return (value, scale * normal.density(score) / law.density(value / scale))
            }
        ])
    }
}
