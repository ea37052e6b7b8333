import Kernels
import Market
import Processes
import Randomness
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Paths of one process, for tests.
enum DailyPaths {
    static let slow = getenv("MARKET_TWIN_SLOW_TESTS").map { String(cString: $0) } == "1"

    /// Ends of steps of equal length, in years, over business days.
    static func ends(days: Int, stepsADay: Double = 1) -> [Double] {
        let count = Int((Double(days) * stepsADay).rounded())
        return (1...count).map { Double(days) * Double($0) / Double(count) / 252 }
    }

    /// The levels of all paths at the end of each step, by Philox or by drivers that are given.
    static func levels(
        _ process: any AssetProcess, ends: [Double], paths: Int, seed: UInt64 = 11, driver: ((Int) -> [Double])? = nil
    ) -> [[Double]] {
        let state = RowStorage(rowCount: process.stateCount, pathCount: paths)
        let drivers = RowStorage(rowCount: process.driverCount, pathCount: paths)
        let level = RowStorage(rowCount: 1, pathCount: paths)
        let places = Array(1..<process.driverCount)
        return withExtendedLifetime((state, drivers, level)) {
            process.begin(state.rows)
            return ends.enumerated().map { index, end in
                PhiloxDraws(seed: seed).normals(step: index, paths: 0..<paths, into: drivers.rows)
                if let given = driver?(index) {
                    for (row, value) in given.enumerated() { drivers.rows[row].update(repeating: value) }
                }
                places.withUnsafeBufferPointer { places in
                    process.advance(
                        state.rows,
                        over: TimeStep(index: index, start: index == 0 ? 0 : ends[index - 1], end: end),
                        drivers: Drivers(
                            correlated: UnsafeBufferPointer(drivers.rows[0]), rows: drivers.rows.readOnly,
                            places: places))
                }
                process.observe(state.rows, into: level.rows[0])
                return level.copy(row: 0)
            }
        }
    }

    /// One path of levels, today's first.
    static func path(_ process: any AssetProcess, days: Int, seed: UInt64, level: Double) -> [Double] {
        [level] + levels(process, ends: ends(days: days), paths: 1, seed: seed).map { $0[0] }
    }

    /// Levels as a history without gaps.
    static func sample(_ levels: [Double]) -> FactorSample {
        guard let factor = FactorID("EQ.A") else { preconditionFailure() }
        return FactorSample(
            factor: factor, levels: levels, dates: levels.indices.map { CalendarDate(dayNumber: Int32($0)) })
    }

    /// How many standard errors the mean of some numbers is from what is known.
    static func score(_ sample: [Double], mean known: Double) -> Double {
        let count = Double(sample.count)
        let mean = sample.reduce(0, +) / count
        let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return (mean - known) / (variance / count).squareRoot()
    }
}

extension ProcessParameters {
    /// Parameters of a process with the defaults of its settings.
    init(
        _ type: any AssetProcess.Type, level: Double = 100, drift: Double = 0, _ settings: [String: Value.Content]
    ) {
        self.init(
            level: level, volatility: 0.2, drift: drift,
            specification: Specification(kind: type.kind, settings: settings).completed(KindDescription(type)))
    }
}
