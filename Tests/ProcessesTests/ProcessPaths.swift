import Kernels
import Market
import Processes
import Randomness
import Settings

/// Levels of a process on many paths, block by block.
struct ProcessPaths {
    let process: any AssetProcess
    var seed: UInt64 = 11

    /// The settings of an example, some of them changed.
    static func make<P: AssetProcess>(
        _ type: P.Type, level: Double = 100, drift: Double = 0, _ numbers: [String: Double],
        texts: [String: String] = [:]
    ) -> P {
        var specification = type.example.specification.completed(KindDescription(type))
        for (name, value) in numbers { specification.settings[name] = .number(value) }
        for (name, value) in texts { specification.settings[name] = .text(value) }
        let volatility = specification.has("volatility") ? specification.number("volatility") : 0
        return P(ProcessParameters(level: level, volatility: volatility, drift: drift, specification: specification))
    }

    /// The levels at some times.
    ///
    /// - Parameter steps: to each of the times, of equal length.
    func levels(at times: [Double], steps: Int = 1, count: Int) -> [[Double]] {
        var levels = times.map { _ in [Double]() }
        let width = min(count, 4096)
        let state = RowStorage(rowCount: process.stateCount, pathCount: width)
        let drivers = RowStorage(rowCount: process.driverCount, pathCount: width)
        let level = RowStorage(rowCount: 1, pathCount: width)
        let places = Array(1..<process.driverCount)
        defer { withExtendedLifetime((state, drivers, level)) {} }
        for first in stride(from: 0, to: count, by: width) {
            let paths = first..<min(first + width, count)
            let rows = state.rows.prefix(paths: paths.count)
            let normals = drivers.rows.prefix(paths: paths.count)
            let row = level.rows.prefix(paths: paths.count)[0]
            process.begin(rows)
            var index = 0
            var start = 0.0
            for (place, time) in times.enumerated() {
                let begin = start
                for step in 1...steps {
                    let end = step == steps ? time : begin + (time - begin) * Double(step) / Double(steps)
                    PhiloxDraws(seed: seed).normals(step: index, paths: paths, into: normals)
                    places.withUnsafeBufferPointer { places in
                        process.advance(
                            rows, over: TimeStep(index: index, start: start, end: end),
                            drivers: Drivers(
                                correlated: UnsafeBufferPointer(normals[0]), rows: normals.readOnly, places: places))
                    }
                    start = end
                    index += 1
                }
                process.observe(rows, into: row)
                levels[place] += row
            }
        }
        return levels
    }

    /// A history of daily levels: one path.
    func history(days: Int, stepsADay: Int = 1) -> FactorSample {
        let times = (1...days).map { Double($0) * FactorSample.step }
        let levels = levels(at: times, steps: stepsADay, count: 1).map { $0[0] }
        guard let factor = FactorID("EQ.ACME"), let date = CalendarDate(iso: "2020-01-01") else {
            preconditionFailure("a factor and a date")
        }
        return FactorSample(
            factor: factor, levels: [process.expectedLevel(at: 0) ?? 0] + levels,
            dates: [CalendarDate](repeating: date, count: days + 1))
    }
}

/// A mean and its standard error.
struct SampleMean {
    let value: Double
    let error: Double

    init(_ sample: [Double]) {
        let count = Double(sample.count)
        let mean = sample.reduce(0, +) / count
        let squares = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        value = mean
        error = (squares / (count - 1) / count).squareRoot()
    }

    /// The mean of x less its regression on a control whose mean is known.
    init(_ sample: [Double], control: [Double], mean known: Double) {
        let centre = SampleMean(control).value
        let value = SampleMean(sample).value
        var (both, own) = (0.0, 0.0)
        for (x, c) in zip(sample, control) {
            both += (x - value) * (c - centre)
            own += (c - centre) * (c - centre)
        }
        let slope = both / own
        self.init(zip(sample, control).map { $0 - slope * ($1 - known) })
    }

    /// Discounted call prices, the levels their own control.
    static func call(_ levels: [Double], strike: Double, discount: Double, forward: Double) -> SampleMean {
        SampleMean(levels.map { discount * max($0 - strike, 0) }, control: levels, mean: forward)
    }
}

/// √n times the largest distance of a sample's distribution function from a law's.
func kolmogorovSmirnov(_ sample: [Double], _ cumulative: (Double) -> Double) -> Double {
    let sorted = sample.sorted()
    let count = Double(sorted.count)
    var largest = 0.0
    for (rank, value) in sorted.enumerated() {
        let p = cumulative(value)
        largest = max(largest, p - Double(rank) / count, Double(rank + 1) / count - p)
    }
    return largest * count.squareRoot()
}
