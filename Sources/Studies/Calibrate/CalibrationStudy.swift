import Calibration
import Dependence
import LinearAlgebra
import Market
import Measures
import Processes
import Reports
import Scenarios
import Settings
import Simulation
import Statistics
import StudyKit

/// `twin calibrate`: the market model of a scenario alone, with its errors, and how well it fits.
public struct CalibrationStudy: Study {
    /// The report, and the model as files that a run accepts in place of a history.
    public struct Finding: Sendable, Codable {
        public var report: CalibrationReport
        /// Nil in a finding that was read back: the model is stored in files of its own.
        public var model: ModelFile?

        init(_ report: CalibrationReport, model: ModelFile?) {
            self.report = report
            self.model = model
        }

        public init(from decoder: any Decoder) throws { self.init(try CalibrationReport(from: decoder), model: nil) }

        public func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }
    }

    public static let name = "calibrate"
    public static let outline = DocumentOutline.calibrate

    public init() {}

    public func document(of finding: Finding) -> Document { Document(finding.report) }

    public func run(_ request: ScenarioRequest, in workshop: Workshop) throws -> Finding {
        let resolved = try workshop.resolve(request)
        let record = resolved.calibration
        var report = CalibrationReport(
            title: resolved.run.title, scenario: request.file, asOf: resolved.run.asOf, run: resolved.identity,
            version: Machine.version, dependence: resolved.model.dependence, covariance: resolved.model.covariance,
            dependenceFit: resolved.model.dependenceFit,
            factors: resolved.run.market.factors.indices.map { calibratedFactor($0, resolved.run.market, record) },
            spectrum: try record.estimate.map { try Spectrum($0.correlation, observations: $0.observations) },
            dataIssues: resolved.dataIssues, notes: resolved.notes)
        report.kernels = Machine.kernels
        report.finding = resolved.finding(of: Self.name)
        return Finding(report, model: try ModelFile(resolved, origin: request.file))
    }

    private func calibratedFactor(_ index: Int, _ market: BoundMarket, _ record: CalibrationRecord) -> CalibratedFactor
    {
        let factor = market.factors[index]
        let fit = record.fits[index]
        return CalibratedFactor(
            id: factor.id, process: factor.process.kind, marginal: factor.chosenMarginal?.kind, level: factor.level,
            volatility: factor.volatility,
            drift: factor.drift, method: fit?.method,
            parameters: (fit?.parameters ?? []).map {
                FittedParameter(
                    name: $0.name, value: $0.value, standardError: $0.standardError,
                    robustStandardError: $0.robustStandardError)
            },
            logLikelihood: fit?.logLikelihood, akaike: fit?.akaike, bayesian: fit?.bayesian,
            diagnosis: diagnosis(factor, market.dependence, record.samples[index], fit))
    }

    /// Nil for a factor without a history, and for a process whose parameters the scenario states.
    ///
    /// A fitted process is judged by the law that it was fitted with. A Brownian motion has none of its own: its moves follow
    /// the marginal law of its driver, or that which the dependence gives every driver, about their mean. Which drift a run
    /// takes is the scenario's choice and not on trial, as in the other fits.
    private func diagnosis(
        _ factor: BoundFactor, _ dependence: Chosen<any Dependence.Type>, _ sample: FactorSample, _ fit: ProcessFit?
    ) -> FactorDiagnosis? {
        guard sample.count >= 30 else { return nil }
        let changes = sample.changes(factor.convention)
        if let fit, fit.uniforms.count == changes.count, FactorDiagnosis.canJudge(uniforms: fit.uniforms) {
            return FactorDiagnosis(
                changes: changes, dates: sample.dates, uniforms: fit.uniforms, modelled: fit.volatilities)
        }
        guard factor.process.type.calibratedSettings.isEmpty, factor.volatility > 0 else { return nil }
        let law = driverLaw(of: factor, dependence)
        let mean = Descriptive(changes).mean
        let deviation = factor.volatility * FactorSample.step.squareRoot()
        let uniforms = changes.map { law.probability(of: ($0 - mean) / deviation, row: 0) }
        guard FactorDiagnosis.canJudge(uniforms: uniforms) else { return nil }
        return FactorDiagnosis(
            changes: changes, dates: sample.dates, uniforms: uniforms,
            modelled: changes.map { _ in factor.volatility })
    }

    /// The dependence, with the factor's driver as its only one.
    private func driverLaw(of factor: BoundFactor, _ dependence: Chosen<any Dependence.Type>) -> any Dependence {
        dependence.type.init(
            dependence.specification, drivers: [SimulatedDriver(factor: factor.id, marginal: factor.marginal)])
    }
}
