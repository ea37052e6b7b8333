import Glibc
import Kernels
import LinearAlgebra
import MarketTwin
import Measures
import Simulation

// The engine's side of the comparison: CompareEngine WORKLOAD double|single THREADS PATHS [BLOCK]
//
// Prints "ready" when everything is set up; then, for every line on standard input, makes one pass (simulate, value,
// measure) and prints "SECONDS VAR ES", followed by their standard errors, the seconds that measuring took and the
// highest memory use so far in bytes.

// CompareEngine tick double|single THREADS PATHS prints the processor seconds that `Tick` says, then VaR and ES.

let arguments = CommandLine.arguments
if arguments.count == 5, arguments[1] == "tick", let precision = Sampling.Precision(rawValue: arguments[2]),
    let workers = Int(arguments[3]), let paths = Int(arguments[4])
{
    var tick = try Tick(paths: paths, precision: precision, workers: workers)
    print("ready Market Twin \(Machine.version)")
    fflush(nil)
    while readLine() != nil {
        print((tick.measured() + tick.figures).map { "\($0)" }.joined(separator: " "))
        fflush(nil)
    }
    exit(0)
}
guard arguments.count >= 5, let precision = Sampling.Precision(rawValue: arguments[2]), let workers = Int(arguments[3]),
    let paths = Int(arguments[4]), let workload = try Workload(arguments[1], precision: precision, paths: paths)
else {
    print("usage: CompareEngine WORKLOAD double|single THREADS PATHS [BLOCK]")
    exit(64)
}
let blockPaths = arguments.count > 5 ? Int(arguments[5]) : nil
let simulator = try BoundRun(workload.run, kinds: Catalog.standard.kinds)
let measures: [any RiskMeasure] = [ValueAtRisk(confidence: 0.99), ExpectedShortfall(confidence: 0.975)]

/// The most memory that the process has held, in bytes.
func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1_024
}

print("ready Market Twin \(Machine.version), \(Elementwise.instructionSet) kernels, BLAS \(BLAS.core.name)")
fflush(nil)
while readLine() != nil {
    let clock = ContinuousClock()
    let begin = clock.now
    let profitAndLoss = simulator.profitAndLoss(workers: workers, blockPaths: blockPaths)
    let simulated = clock.now
    let measurement = Measurement(profitAndLoss, tree: simulator.tree, measures: measures, workers: workers)
    let end = clock.now
    let (risk, shortfall) = (measurement.figures[0].estimate, measurement.figures[1].estimate)
    print(
        begin.duration(to: end) / .seconds(1), risk.value, shortfall.value, risk.standardError,
        shortfall.standardError, simulated.duration(to: end) / .seconds(1), peakMemory())
    fflush(nil)
}
