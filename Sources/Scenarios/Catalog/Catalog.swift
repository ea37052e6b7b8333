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
    /// Those that a run names too.
    public var kinds: RunKinds
    public var dataSources: Family<any DataSource.Type>
    public var qualityRules: Family<any QualityRule.Type>
    public var covarianceEstimators: Family<any CovarianceEstimator.Type>
    public var repairs: Family<any PositiveDefiniteRepair.Type>
    /// What a scenario file may hold for studies, in the order of the file.
    public var sections: [any ScenarioSection.Type]

    public init(
        kinds: RunKinds, dataSources: [any DataSource.Type], qualityRules: [any QualityRule.Type],
        covarianceEstimators: [any CovarianceEstimator.Type], repairs: [any PositiveDefiniteRepair.Type],
        sections: [any ScenarioSection.Type]
    ) {
        self.kinds = kinds
        self.dataSources = Family("data source", dataSources) { $0 }
        self.qualityRules = Family("data quality rule", qualityRules) { $0 }
        self.covarianceEstimators = Family("covariance estimator", covarianceEstimators) { $0 }
        self.repairs = Family("positive-definite repair", repairs) { $0 }
        self.sections = sections
    }

    /// The families of kinds, by what a member is called, in the order of a scenario file.
    public var families: [KindFamily] {
        [
            dataSources.description, qualityRules.description, covarianceEstimators.description, repairs.description,
            kinds.processes.description, kinds.dependences.description, kinds.marginals.description,
            kinds.instruments.description, kinds.simulations.description, kinds.measures.description,
        ]
    }
}
