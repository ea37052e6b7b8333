import Kernels
import LinearAlgebra
import Randomness
import Settings
import Statistics

/// Drivers of any marginal laws, joined as normals are: X = F⁻¹(Φ(L·Z)), driver by driver.
///
/// A factor without a marginal law of its own is normal. Correlations are those of the normals behind; by rank they are
/// those of the drivers, as marginals do not change ranks.
/// Source: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, Princeton 2015, section 7.1.
public struct GaussianCopula: Dependence {
    public static let kind = "gaussian-copula"
    public static let givesNormalDrivers = true
    public static let summary = "a normal copula over the factors' own marginal laws: extremes come one by one"
    public static let settings = [copulaCorrelationSetting]
    public static let takesMarginals = true

    private let margins: DriverMargins

    public static func law(of specification: Specification, steps: Int) -> JointLaw { .normal }

    public init(_ specification: Specification, drivers: [SimulatedDriver]) { margins = DriverMargins(drivers) }

    public static func measuresByRank(_ specification: Specification) -> Bool {
        specification.text("correlation") == "rank"
    }

    public var title: String { "Gaussian copula" }

    public func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource, scratch: MutableRows
    ) { margins.apply(to: drivers) }

    public func probability(of driver: Double, row: Int) -> Double { margins.probability(of: driver, row: row) }
}

/// Every copula's choice of correlations.
let copulaCorrelationSetting = Setting(
    "correlation", .choice(["rank", "covariance"]), .defaulted(.text("rank")),
    "rank: by inversion of Kendall's tau, whatever the marginals; covariance: as calibration.covariance has it")

/// The marginal laws of the drivers, as tables of the normal score.
struct DriverMargins: Sendable {
    private let laws: [(any Marginal)?]
    private let tables: [ScoreTable?]

    init(_ drivers: [SimulatedDriver]) {
        laws = drivers.map(\.marginal)
        tables = laws.map { $0?.table }
    }

    func probability(of driver: Double, row: Int) -> Double {
        laws[row]?.probability(of: driver) ?? NormalDistribution.standard.cumulative(driver)
    }

    /// Replaces normal scores by drivers, row by row.
    func apply(to drivers: MutableRows) {
        for (row, table) in tables.enumerated() { table?.apply(to: drivers[row]) }
    }
}
