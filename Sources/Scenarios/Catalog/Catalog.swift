import Calibration
import DataSources
import Dependence
import Instruments
import Measures
import Processes
import Settings
import Simulation

/// Everything a scenario may name by a kind. Decoding, messages, the schema and the contract tests walk it.
public struct Catalog: Sendable {
    public var models: ModelCatalog
    public var dataSources: [any DataSource.Type]
    public var qualityRules: [any QualityRule.Type]
    public var covarianceEstimators: [any CovarianceEstimator.Type]
    public var repairs: [any PositiveDefiniteRepair.Type]
    public var simulations: [any SimulationMethod.Type]
    public var measures: [any RiskMeasure.Type]

    public init(
        models: ModelCatalog, dataSources: [any DataSource.Type], qualityRules: [any QualityRule.Type],
        covarianceEstimators: [any CovarianceEstimator.Type], repairs: [any PositiveDefiniteRepair.Type],
        simulations: [any SimulationMethod.Type], measures: [any RiskMeasure.Type]
    ) {
        self.models = models
        self.dataSources = dataSources
        self.qualityRules = qualityRules
        self.covarianceEstimators = covarianceEstimators
        self.repairs = repairs
        self.simulations = simulations
        self.measures = measures
    }

    /// The families of kinds, by what a member is called, in the order of a scenario file.
    public var families: [KindFamily] {
        [dataSource, qualityRule, covariance, repair, process, dependence, marginal, instrument, simulation, measure]
    }

    var dataSource: KindFamily { KindFamily("data source", dataSources) }
    var qualityRule: KindFamily { KindFamily("data quality rule", qualityRules) }
    var covariance: KindFamily { KindFamily("covariance estimator", covarianceEstimators) }
    var repair: KindFamily { KindFamily("positive-definite repair", repairs) }
    var process: KindFamily { KindFamily("process", models.processes) }
    var dependence: KindFamily { KindFamily("dependence", models.dependences) }
    var marginal: KindFamily { KindFamily("marginal", models.marginals) }
    var instrument: KindFamily { KindFamily("instrument", models.instruments) }
    var simulation: KindFamily { KindFamily("simulation", simulations, standard: MonteCarloSimulation.kind) }
    var measure: KindFamily { KindFamily("measure", measures) }

    /// A measure of the catalog with its settings, as a value.
    public func described(_ measure: Specification) -> MeasureDescription {
        MeasureDescription(measure, among: measures)
    }
}
