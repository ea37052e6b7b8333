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

    private static let types = Catalog.standard.kinds.processes.members

    /// The process of the example, with the defaults of its settings.
    private func make(
        _ type: any AssetProcess.Type, _ change: (inout ProcessParameters) -> Void = { _ in }
    ) -> any AssetProcess {
        var parameters = type.example
        parameters.specification = parameters.specification.completed(KindDescription(type))
        change(&parameters)
        return type.init(parameters)
    }

    /// Ends of steps, no longer than the process can be advanced over.
    private func ends(_ process: any AssetProcess, _ times: [Double]) -> [Double] {
        var ends: [Double] = []
        for time in times {
            let start = ends.last ?? 0
            let count = max(1, Int(((time - start) / process.longestStep - 1e-9).rounded(.up)))
            ends += (1...count).map { $0 == count ? time : start + (time - start) * Double($0) / Double(count) }
        }
        return ends
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
        let furtherRows = Array(1..<process.driverCount)
        var start = 0.0
        for (index, end) in ends.enumerated() {
            furtherRows.withUnsafeBufferPointer { places in
                PhiloxDraws(seed: 7).normals(step: index, paths: paths, into: drivers.rows)
                process.advance(
                    state.rows, over: TimeStep(index: index, start: start, end: end),
                    drivers: Drivers(
                        correlated: UnsafeBufferPointer(drivers.rows[0]), rows: drivers.rows.readOnly, places: places))
            }
            start = end
        }
        process.observe(state.rows, into: level.rows[0])
        return level.copy(row: 0)
    }

    @Test("its example is complete and without a problem")
    func examples() {
        for type in Self.types {
            var parameters = type.example
            parameters.specification = parameters.specification.completed(KindDescription(type))
            #expect(type.problem(with: parameters) == nil, "\(type.kind)")
            for setting in type.calibratedSettings {
                #expect(parameters.specification.has(setting), "\(type.kind).\(setting)")
                #expect(type.settings.contains { $0.name == setting }, "\(type.kind).\(setting)")
            }
        }
    }

    @Test("it starts at today's level")
    func start() {
        for type in Self.types {
            for level in levels(make(type), ends: [], paths: 0..<3) {
                #expect(abs(level - type.example.level) < 1e-13 * abs(level), "\(type.kind)")
            }
        }
    }

    @Test("its mean is the one it states, after one step and after several")
    func mean() {
        for type in Self.types {
            let process = make(type)
            for times in [[0.5], [0.1, 0.35, 0.5]] {
                guard let known = process.expectedLevel(at: 0.5) else { continue }
                let mean = MeanLoss().estimate(LossDistribution(losses: levels(process, ends: ends(process, times))))
                #expect(abs(mean.value - known) < 4 * mean.standardError, "\(type.kind): \(mean) for \(known)")
            }
        }
    }

    @Test("a process of relative changes is a martingale without drift")
    func martingale() {
        for type in Self.types where type.settings.contains(where: { $0.name == "drift" }) {
            let process = make(type) { $0.drift = 0 }
            let mean = MeanLoss().estimate(LossDistribution(losses: levels(process, ends: ends(process, [0.25]))))
            #expect(abs(mean.value - type.example.level) < 4 * mean.standardError, "\(type.kind): \(mean)")
        }
    }

    @Test("a volatility multiplier multiplies the standard deviation of changes over a horizon")
    func scaling() {
        let (multiplier, horizon) = (1.5, 0.2)
        for type in Self.types {
            let (before, after) = (
                make(type),
                make(type) {
                    $0.volatility *= multiplier
                    $0.specification = type.scalingVolatility(of: $0.specification, by: multiplier)
                }
            )
            func deviation(_ process: any AssetProcess) -> Estimate {
                let convention = type.change(type.example.specification.completed(KindDescription(type)))
                let levels = levels(process, ends: ends(process, [horizon]))
                return StandardDeviation().estimate(
                    LossDistribution(losses: levels.map { convention.change(from: type.example.level, to: $0) }))
            }
            let (a, b) = (deviation(before), deviation(after))
            let error =
                (multiplier * multiplier * a.standardError * a.standardError
                + b.standardError * b.standardError).squareRoot()
            #expect(
                abs(b.value - multiplier * a.value) < 4 * error,
                "\(type.kind): \(b.value / a.value) ± \(error / a.value)")
            // The same draws: what is told apart is far below the noise of either.
            #expect(abs(b.value / a.value - multiplier) < 0.02, "\(type.kind): \(b.value / a.value)")
            #expect(abs(after.volatilityToday / before.volatilityToday - multiplier) < 1e-12, "\(type.kind)")
        }
    }

    @Test("splitting a step changes nothing in the law")
    func splitting() {
        for type in Self.types where type.isExact {
            let process = make(type)
            let whole = LossDistribution(losses: levels(process, ends: ends(process, [1])))
            let split = LossDistribution(losses: levels(process, ends: ends(process, [0.1, 0.35, 1])))
            for measure in [MeanLoss() as any RiskMeasure, StandardDeviation(), ValueAtRisk(confidence: 0.99)] {
                let (a, b) = (measure.estimate(whole), measure.estimate(split))
                let error = (a.standardError * a.standardError + b.standardError * b.standardError).squareRoot()
                #expect(abs(a.value - b.value) < 4.5 * error, "\(type.kind) \(Swift.type(of: measure).kind)")
            }
        }
    }

    @Test("a block is its paths, one by one")
    func blocks() {
        for type in Self.types {
            let process = make(type)
            let times = ends(process, [0.01, 0.02])
            let block = levels(process, ends: times, paths: 0..<37)
            for path in 0..<37 {
                #expect(levels(process, ends: times, paths: path..<path + 1) == [block[path]], "\(type.kind)")
            }
        }
    }

    @Test("the level may be observed in the memory of the state")
    func inPlace() {
        for type in Self.types {
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
}
