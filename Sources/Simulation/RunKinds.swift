import Dependence
import Instruments
import Measures
import Processes
import Settings

/// The kinds that a run may name, with the types behind them: what turns a stored `Run` into machinery.
public struct RunKinds: Sendable {
    public let processes: Family<any AssetProcess.Type>
    public let dependences: Family<any Dependence.Type>
    public let marginals: Family<any Marginal.Type>
    public let instruments: Family<any Instrument.Type>
    public let simulations: Family<any SimulationMethod.Type>
    public let measures: Family<any RiskMeasure.Type>

    public init(
        processes: [any AssetProcess.Type], dependences: [any Dependence.Type], marginals: [any Marginal.Type],
        instruments: [any Instrument.Type], simulations: [any SimulationMethod.Type], measures: [any RiskMeasure.Type]
    ) {
        self.processes = Family("process", processes) { $0 }
        self.dependences = Family("dependence", dependences) { $0 }
        self.marginals = Family("marginal", marginals) { $0 }
        self.instruments = Family("instrument", instruments) { $0 }
        self.simulations = Family("simulation", simulations, standard: MonteCarloSimulation.kind) { $0 }
        self.measures = Family("measure", measures) { $0 }
    }

    /// A measure with its settings, as a value; of one that nobody knows no more is said than that it is there.
    public func described(_ measure: Specification) -> MeasureDescription {
        MeasureDescription(measure, among: measures.members)
    }
}
