import Benchmark

/// Kernel by kernel, and a whole run: `swift package benchmark` prints the table.
///
/// The metric is picoseconds for one number (a normal, an exponential, an option's value on one path, a factor on one
/// path and step), so that lines compare; a kernel's plain twin stands below it.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration.metrics = [picosecondsEach]
    Benchmark.defaultConfiguration.maxDuration = .milliseconds(500)
    Benchmark.defaultConfiguration.maxIterations = 2_000
    elementwiseBenchmarks()
    drawBenchmarks()
    stochasticVolatilityBenchmarks()
    correlationBenchmarks()
    runBenchmarks()
    backtestBenchmarks()
}

/// Time over the numbers made.
let picosecondsEach = BenchmarkMetric.custom("picoseconds for one number", polarity: .prefersSmaller)

/// Registers a benchmark whose body makes so many numbers.
func measure(_ name: String, numbers: Int, _ body: @escaping @Sendable () -> Void) {
    Benchmark(name) { benchmark in
        let clock = ContinuousClock()
        let begin = clock.now
        body()
        let seconds = begin.duration(to: clock.now) / .seconds(1)
        benchmark.measurement(picosecondsEach, Int(seconds * 1e12 / Double(numbers)))
    }
}
