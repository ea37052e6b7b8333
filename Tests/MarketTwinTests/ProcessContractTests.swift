import Kernels
import Market
import MarketTwin
import Measures
import Processes
import Randomness
import Settings
import Testing

/// Every registered process, with its defaults and a level, volatility and drift.
@Suite("Processes keep their contract")
struct ProcessContractTests {
    private static let paths = 100_000

    private func make(_ type: any AssetProcess.Type, volatility: Double = 0.3, drift: Double = 0) -> any AssetProcess {
        type.init(
            ProcessParameters(
                level: 100, volatility: type.change == .absolute ? 100 * volatility : volatility, drift: drift,
                specification: Specification(kind: type.kind).completed(KindDescription(type))))
    }

    /// The levels after some steps.
    private func levels(_ process: any AssetProcess, ends: [Double], paths: Range<Int> = 0..<ProcessContractTests.paths)
        -> [Double]
    {
        let count = paths.count
        let state = RowStorage(rowCount: process.stateCount, pathCount: count)
        let drivers = RowStorage(rowCount: process.driverCount, pathCount: count)
        let level = RowStorage(rowCount: 1, pathCount: count)
        defer { withExtendedLifetime((state, drivers)) {} }
        process.begin(state.rows)
        var start = 0.0
        for (index, end) in ends.enumerated() {
            PhiloxDraws(seed: 7).normals(step: index, paths: paths, into: drivers.rows)
            process.advance(
                state.rows, over: TimeStep(index: index, start: start, end: end),
                drivers: Drivers(
                    correlated: UnsafeBufferPointer(drivers.rows[0]),
                    further: drivers.rows[rows: 1..<process.driverCount].readOnly))
            start = end
        }
        process.observe(state.rows, into: level.rows[0])
        return level.copy(row: 0)
    }

    @Test("it starts at today's level")
    func start() {
        for type in Catalog.standard.models.processes {
            #expect(levels(make(type), ends: [], paths: 0..<3) == [100, 100, 100])
        }
    }

    @Test("without drift it is a martingale")
    func martingale() {
        for type in Catalog.standard.models.processes {
            let sample = LossDistribution(losses: levels(make(type), ends: [0.25, 0.5]))
            let mean = MeanLoss().estimate(sample)
            #expect(abs(mean.value - 100) < 4 * mean.standardError, "\(type.kind): \(mean)")
        }
    }

    @Test("splitting a step changes nothing in the law")
    func splitting() {
        for type in Catalog.standard.models.processes {
            let whole = LossDistribution(losses: levels(make(type, drift: 0.1), ends: [1]))
            let split = LossDistribution(losses: levels(make(type, drift: 0.1), ends: [0.1, 0.35, 1]))
            for measure in [MeanLoss() as any RiskMeasure, StandardDeviation(), ValueAtRisk(confidence: 0.99)] {
                let (a, b) = (measure.estimate(whole), measure.estimate(split))
                let error = (a.standardError * a.standardError + b.standardError * b.standardError).squareRoot()
                #expect(abs(a.value - b.value) < 4.5 * error, "\(type.kind) \(Swift.type(of: measure).kind)")
            }
        }
    }

    @Test("a block is its paths, one by one")
    func blocks() {
        for type in Catalog.standard.models.processes {
            let process = make(type, drift: 0.05)
            let block = levels(process, ends: [0.1, 0.2], paths: 0..<37)
            for path in 0..<37 { #expect(levels(process, ends: [0.1, 0.2], paths: path..<path + 1) == [block[path]]) }
        }
    }

    @Test("the level may be observed in the memory of the state")
    func inPlace() {
        for type in Catalog.standard.models.processes {
            let process = make(type)
            guard process.stateCount == 1 else { continue }
            let state = RowStorage(rowCount: 1, pathCount: 5)
            for path in 0..<5 { state.rows[0, path] = Double(path) / 10 }
            let level = RowStorage(rowCount: 1, pathCount: 5)
            process.observe(state.rows, into: level.rows[0])
            process.observe(state.rows, into: state.rows[0])
            #expect(state.copy(row: 0) == level.copy(row: 0))
        }
    }

    @Test("without volatility the level only drifts")
    func certainty() {
        for type in Catalog.standard.models.processes {
            for level in levels(make(type, volatility: 0), ends: [0.5, 1], paths: 0..<3) {
                #expect(abs(level - 100) < 1e-12, "\(type.kind)")
            }
        }
    }
}
