import Dependence
import Instruments
import Processes

/// The models a `Run` may name: what turns its kinds into machinery.
public struct ModelCatalog: Sendable {
    public var processes: [any AssetProcess.Type]
    public var dependences: [any Dependence.Type]
    public var marginals: [any Marginal.Type]
    public var instruments: [any Instrument.Type]

    public init(
        processes: [any AssetProcess.Type], dependences: [any Dependence.Type], marginals: [any Marginal.Type],
        instruments: [any Instrument.Type]
    ) {
        self.processes = processes
        self.dependences = dependences
        self.marginals = marginals
        self.instruments = instruments
    }

    public func process(_ kind: String) -> (any AssetProcess.Type)? { processes.first { $0.kind == kind } }

    public func dependence(_ kind: String) -> (any Dependence.Type)? { dependences.first { $0.kind == kind } }

    public func marginal(_ kind: String) -> (any Marginal.Type)? { marginals.first { $0.kind == kind } }

    public func instrument(_ kind: String) -> (any Instrument.Type)? { instruments.first { $0.kind == kind } }
}
