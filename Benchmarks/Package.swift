// swift-tools-version: 6.1
import PackageDescription

// Apart from the root package, so that nobody who builds `twin` fetches the benchmark library.
let engine: [Target.Dependency] = [.product(name: "MarketTwin", package: "market-twin")]

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "market-twin", path: ".."),
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    ],
    targets: [
        // The engine's side of the comparison: started and timed by compare.py.
        .executableTarget(name: "CompareEngine", dependencies: engine),
        // Kernel by kernel: `swift package benchmark`.
        .executableTarget(
            name: "EngineBenchmarks",
            dependencies: engine + [.product(name: "Benchmark", package: "benchmark")],
            path: "EngineBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6]
)
