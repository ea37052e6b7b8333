import LinearAlgebra
import Optimization
import Settings

/// The covariance of the day after the last: volatilities and correlations that move, DCC(1,1).
///
/// Changes (mean removed) are divided by the volatility of their day, from GARCH(1,1) or an exponentially weighted
/// average; what remains has the correlations that `CorrelationDynamics` forecasts.
/// Source: R. Engle, “Dynamic conditional correlation”, J. Business & Economic Statistics 20(3), 2002.
public struct DynamicConditionalCorrelation: CovarianceEstimator {
    public static let kind = "dynamic-conditional-correlation"
    public static let summary = "DCC(1,1): volatilities and correlations that move, as forecast for the next day"
    public static let settings = [
        Setting(
            "volatility", .choice(Volatility.allCases.map(\.rawValue)), .defaulted(.text(Volatility.garch.rawValue)),
            "how each factor's volatility moves: garch, fitted to it, or ewma"),
        Setting(
            "decay", .number(.fraction), .defaulted(.number(0.94)),
            "for ewma volatilities: the weight of a change over that of the next newer one"),
    ]

    public enum Volatility: String, CaseIterable, Sendable {
        case garch, ewma
    }

    public let volatility: Volatility
    public let decay: Double

    public init(_ specification: Specification) {
        let name = specification.text("volatility")
        guard let volatility = Volatility(rawValue: name) else { preconditionFailure("no volatility “\(name)”") }
        self.volatility = volatility
        decay = specification.number("decay")
    }

    /// Fewer changes than this tell nothing of how correlations move.
    static let leastObservations = 50

    public func estimate(_ changes: Matrix) throws(CovarianceError) -> CovarianceEstimate {
        let (count, factors) = (changes.rowCount, changes.columnCount)
        guard count >= Self.leastObservations else {
            throw .tooFewObservations(model: "DCC", needed: Self.leastObservations, found: count)
        }
        let centred = changes.centred
        var residuals = Matrix(rowCount: count, columnCount: factors)
        var deviations: [Double] = []
        var remarks: [CovarianceEstimate.Remark] = []
        for column in 0..<factors {
            let own = (0..<count).map { centred[$0, column] }
            let filtered = try filtered(own)
            for row in 0..<count { residuals[row, column] = filtered.residuals[row] }
            deviations.append(filtered.next)
            if let words = filtered.remark { remarks.append(.init(column: column, words)) }
        }
        guard factors > 1 else {
            return CovarianceEstimate(
                covariance: Matrix(diagonal: [deviations[0] * deviations[0]]),
                description: "\(volatilityWords); one factor, so no correlation", effectiveObservations: Double(count),
                remarks: remarks)
        }
        let dynamics: CorrelationDynamics
        do { dynamics = try CorrelationDynamics(fitting: residuals) } catch {
            let reason = error == .undefinedStart ? "some factors move exactly alike" : error.description
            throw .notConverged(model: "DCC", reason: reason)
        }
        var covariance = dynamics.forecast
        covariance.scaleRows(by: deviations)
        covariance.scaleColumns(by: deviations)
        covariance.mirrorLowerTriangle()
        return CovarianceEstimate(
            covariance: covariance, description: words(dynamics, factors), effectiveObservations: Double(count),
            remarks: remarks + (dynamics.remark.map { [.init($0)] } ?? []))
    }

    private func filtered(_ changes: [Double]) throws(CovarianceError) -> ConditionalVolatility {
        switch volatility {
        case .ewma: return ConditionalVolatility(changes, decay: decay)
        case .garch:
            do { return try ConditionalVolatility(fitting: changes) } catch {
                throw .notConverged(model: "GARCH(1,1)", reason: error.description)
            }
        }
    }

    private var volatilityWords: String {
        volatility == .garch ? "GARCH(1,1) volatilities" : "EWMA volatilities, decay \(decay)"
    }

    private func words(_ dynamics: CorrelationDynamics, _ factors: Int) -> String {
        func text(_ value: Double, _ error: Double?) -> String {
            func rounded(_ x: Double) -> Double { (x * 1e4).rounded() / 1e4 }
            return "\(rounded(value))" + (error.map { " ± \(rounded($0))" } ?? "")
        }
        let a = text(dynamics.response, dynamics.responseError)
        let b = text(dynamics.memory, dynamics.memoryError)
        let pairs = factors > CorrelationDynamics.jointLimit ? " fitted pair by pair" : ""
        return "DCC(1,1) with a = \(a), b = \(b)\(pairs), \(volatilityWords)"
    }
}
