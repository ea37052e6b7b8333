import Kernels
import Market
import Processes
import Randomness
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Simulated paths of one process, for the tests of the mean-reverting ones.
enum MeanRevertingPaths {
    static let slow = getenv("MARKET_TWIN_SLOW_TESTS").map { String(cString: $0) } == "1"

    static func parameters(_ kind: String, level: Double, _ numbers: [String: Double]) -> ProcessParameters {
        ProcessParameters(
            level: level, volatility: numbers["volatility"] ?? 0, drift: 0,
            specification: Specification(kind: kind, settings: numbers.mapValues { .number($0) }))
    }

    /// Advances processes, driven by the same numbers, and shows their levels after each step.
    static func visit(
        _ processes: [any AssetProcess], ends: [Double], paths: Int, seed: UInt64 = 11,
        _ body: (_ step: Int, _ levels: [UnsafeBufferPointer<Double>], _ drivers: Rows) -> Void
    ) {
        let states = processes.map { RowStorage(rowCount: $0.stateCount, pathCount: paths) }
        let count = processes.map { $0.driverCount }.max() ?? 1
        let drivers = RowStorage(rowCount: count, pathCount: paths)
        let levels = RowStorage(rowCount: processes.count, pathCount: paths)
        let places = Array(1..<max(count, 2))
        withExtendedLifetime((states, drivers, levels)) {
            for (process, state) in zip(processes, states) { process.begin(state.rows) }
            var start = 0.0
            for (index, end) in ends.enumerated() {
                PhiloxDraws(seed: seed).normals(step: index, paths: 0..<paths, into: drivers.rows)
                for (row, process) in processes.enumerated() {
                    places.withUnsafeBufferPointer { places in
                        process.advance(
                            states[row].rows, over: TimeStep(index: index, start: start, end: end),
                            drivers: Drivers(
                                correlated: UnsafeBufferPointer(drivers.rows[0]), rows: drivers.rows.readOnly,
                                places: places))
                    }
                    process.observe(states[row].rows, into: levels.rows[row])
                }
                body(index, processes.indices.map { UnsafeBufferPointer(levels.rows[$0]) }, drivers.rows.readOnly)
                start = end
            }
        }
    }

    /// The levels after the last step.
    static func levels(
        _ process: any AssetProcess, ends: [Double], paths: Int = 40_000, seed: UInt64 = 11
    ) -> [Double] {
        var last: [Double] = []
        visit([process], ends: ends, paths: paths, seed: seed) { step, levels, _ in
            if step == ends.count - 1 { last = Array(levels[0]) }
        }
        return last
    }

    /// The level after one step, for a given correlated driver, further drivers at 0.
    static func level(_ process: any AssetProcess, at time: Double, driver: Double) -> Double {
        let state = RowStorage(rowCount: process.stateCount, pathCount: 1)
        let drivers = RowStorage(rowCount: process.driverCount, pathCount: 1)
        let level = RowStorage(rowCount: 1, pathCount: 1)
        drivers.rows[0, 0] = driver
        return withExtendedLifetime((state, drivers)) {
            process.begin(state.rows)
            let places = Array(1..<max(process.driverCount, 2))
            places.withUnsafeBufferPointer { places in
                process.advance(
                    state.rows, over: TimeStep(index: 0, start: 0, end: time),
                    drivers: Drivers(
                        correlated: UnsafeBufferPointer(drivers.rows[0]), rows: drivers.rows.readOnly, places: places))
            }
            process.observe(state.rows, into: level.rows[0])
            return level.copy(row: 0)[0]
        }
    }

    /// Daily histories, one a path.
    static func histories(
        _ process: any AssetProcess, factor: String, days: Int, count: Int, seed: UInt64
    ) throws -> [FactorSample] {
        var histories = Array(repeating: [Double](), count: count)
        visit([process], ends: (1...days).map { Double($0) / 252 }, paths: count, seed: seed) { _, levels, _ in
            for path in 0..<count { histories[path].append(levels[0][path]) }
        }
        return try histories.map { try sample($0, factor: factor) }
    }

    static func sample(_ levels: [Double], factor: String = "IR.TEST") throws -> FactorSample {
        let factor = try #require(FactorID(factor))
        let dates = levels.indices.map { CalendarDate(dayNumber: Int32($0)) }
        return FactorSample(factor: factor, levels: levels, dates: dates)
    }

    /// How many of the estimates lie within three standard errors of the truth, in all.
    static func covered(_ fits: [ProcessFit], _ truth: [String: Double]) -> (count: Int, of: Int) {
        var (inside, all) = (0, 0)
        for fit in fits {
            for parameter in fit.parameters {
                guard let known = truth[parameter.name], let error = parameter.standardError else { continue }
                all += 1
                if abs(parameter.value - known) < 3 * error { inside += 1 }
            }
        }
        return (inside, all)
    }

    /// Kolmogorov and Smirnov's distance to a law, times √n: above 2.2 once in 8000 samples.
    static func distance(_ sample: [Double], to cumulative: (Double) -> Double) -> Double {
        let count = Double(sample.count)
        var largest = 0.0
        for (index, value) in sample.sorted().enumerated() {
            let p = cumulative(value)
            largest = max(largest, p - Double(index) / count, Double(index + 1) / count - p)
        }
        return largest * count.squareRoot()
    }

    /// Whether the mean of a sample is as known, within 4 standard errors.
    static func isMean(_ sample: [Double], _ known: Double) -> Bool {
        let figures = Descriptive(sample)
        return abs(figures.mean - known) < 4 * figures.standardDeviation / Double(sample.count).squareRoot()
    }

    /// A history that anyone can write down, for known answers.
    static let writtenHistory = (0..<120).map { day -> Double in
        let i = Double(day)
        return 0.05 + 0.01 * sin(0.7 * i) + 0.006 * cos(1.9 * i) + 0.004 * sin(0.13 * i * i)
    }
}
