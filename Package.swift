// swift-tools-version: 6.1
import PackageDescription

// The manifest is the map: one floor after another, each target importing only from floors below its own.
// `MARKET_TWIN_STRICT=1` turns warnings into errors; `make lint`, `make test` and CI set it.
let strict: [SwiftSetting] =
    Context.environment["MARKET_TWIN_STRICT"] == "1" ? [.unsafeFlags(["-warnings-as-errors"])] : []

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A test target of one room. Its dependencies name every room whose values it holds, imported or not: a change of their
/// layout must compile it anew.
func tests(
    _ name: String, _ dependencies: [String] = [], products: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: Set([name] + dependencies).sorted().map { .byName(name: $0) } + products,
        exclude: exclude, swiftSettings: strict)
}

/// What a study may use: everything below it, and the kit.
let belowStudies = [
    "Market", "Settings", "Parallelism", "Kernels", "LinearAlgebra", "Randomness", "Statistics", "Optimization",
    "Processes", "Dependence", "Instruments", "DataSources", "Backtesting", "Calibration", "Measures", "Parametric",
    "Simulation", "Reports", "Scenarios",
]

func study(_ name: String, using others: [String] = []) -> Target {
    .target(
        name: name, dependencies: (belowStudies + ["StudyKit"] + others).map { .byName(name: $0) },
        path: "Sources/Studies/" + name, swiftSettings: strict)
}

let studyKit = Target.target(
    name: "StudyKit", dependencies: belowStudies.map { .byName(name: $0) }, path: "Sources/Studies/StudyKit",
    swiftSettings: strict)

/// One question each that a person asks of a run. Apart, so that none uses another's insides.
let studies = [
    study("Risk"), study("WhatIf"), study("Replay"), study("Stress"), study("ReverseStress"), study("Calibrate"),
    study("Backtest"), study("Compare", using: ["Risk"]),
]

/// What importing MarketTwin brings along. Told to the build too, or a change of layout below would not compile anew what
/// holds such values.
let marketTwin =
    [
        "MarketTwin", "Market", "Settings", "Parallelism", "LinearAlgebra", "Statistics", "Processes", "Dependence",
        "Backtesting",
        "Calibration", "Measures", "Parametric", "Simulation", "Reports", "Formats", "Scenarios", "StudyKit",
    ] + studies.map(\.name)

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "market-twin",
    products: [
        .executable(name: "twin", targets: ["twin"]),
        .library(name: "MarketTwin", targets: ["MarketTwin"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // C: elementwise loops, linear algebra, special functions, optimisation, gzip, the beginning of a process.
        .target(name: "CKernels"),
        .target(name: "CSpecialFunctions"),
        .target(name: "CStart"),
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas lapacke",
            providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CNLopt", pkgConfig: "nlopt", providers: [.apt(["libnlopt-dev"])]),

        // Numbers: they know nothing of markets.
        room("Parallelism"),
        room("Kernels", ["CKernels"]),
        room("LinearAlgebra", ["COpenBLAS"]),
        room("Randomness", ["Kernels"]),
        room("Statistics", ["CSpecialFunctions"]),
        room("Optimization", ["CNLopt", "LinearAlgebra"]),

        // Files: what is written is whole. It knows of nothing else.
        room("Files"),

        // Words: what everyone speaks of; they know nothing of numerics.
        room("Market"),
        room("Settings", ["Market"]),

        // Models.
        room("Processes", ["Market", "Settings", "Kernels", "Statistics", "Optimization"]),
        room(
            "Dependence",
            ["Market", "Settings", "Kernels", "LinearAlgebra", "Randomness", "Statistics", "Optimization"]),
        room("Instruments", ["Market", "Settings", "Kernels"]),

        // Stages.
        room("DataSources", ["Market", "Settings", "CZlib"]),
        room("Measures", ["Market", "Settings", "Kernels", "Parallelism", "Statistics"]),
        room(
            "Calibration",
            ["Market", "Settings", "LinearAlgebra", "Randomness", "Optimization", "Statistics", "Measures"]),
        room("Parametric", ["LinearAlgebra", "Measures", "Statistics"]),
        room("Backtesting", ["Market", "Randomness", "Statistics"]),
        room(
            "Simulation",
            [
                "Market", "Settings", "Parallelism", "Kernels", "LinearAlgebra", "Randomness", "Processes",
                "Dependence",
                "Instruments", "Measures", "Parametric",
            ]),
        room("Reports", ["Market", "Settings", "Backtesting", "Calibration", "Measures"]),

        // Files that people take away.
        room("Formats", ["Files", "Reports", "Market", "Measures", "CXlsxWriter"]),

        // Assembly: file → Scenario → Run.
        room(
            "Scenarios",
            [
                "Market", "Settings", "Parallelism", "LinearAlgebra", "Processes", "Dependence", "Instruments",
                "DataSources", "Calibration", "Measures", "Parametric", "Simulation", yams, crypto,
            ]),

        // Composition.
        room(
            "MarketTwin",
            [
                "Market", "Settings", "Parallelism", "Processes", "Dependence", "Instruments", "DataSources",
                "Backtesting", "Calibration", "Measures", "Simulation", "Reports", "Formats", "Scenarios", "StudyKit",
            ] + studies.map { .byName(name: $0.name) }),

        // Memory: facts in a signed journal, runs and files by their content.
        room("Journal", [crypto, grdb]),
        room(
            "Store",
            [
                "Files", "Journal", "Market", "Settings", "Parallelism", "LinearAlgebra", "Dependence", "Processes",
                "Backtesting", "Measures", "Simulation", "Scenarios", "Reports", "StudyKit", "Risk", "Compare", grdb,
            ]),

        // A night: every step that is not done yet, on the record.
        room(
            "Night",
            [
                "Files", "Journal", "Store", "Market", "Settings", "LinearAlgebra", "Measures", "Simulation",
                "Scenarios",
                "Reports", "StudyKit", "Risk", "Stress", "Compare", grdb,
            ]),

        // Doors.
        .executableTarget(
            name: "twin",
            dependencies: marketTwin.map { .byName(name: $0) } + [
                "CStart", "Files", "Journal", "Store", "Night", arguments,
            ],
            swiftSettings: strict),

        // Tests mirror the floors.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("Parallelism"),
        tests("Files", ["TestSupport"]),
        tests("Kernels"),
        tests("LinearAlgebra", ["TestSupport"]),
        tests("Randomness", ["Kernels"]),
        tests("Statistics", ["TestSupport"]),
        tests("Optimization"),
        tests("Market"),
        tests("Settings", ["Market", "TestSupport"]),
        tests("Processes", ["Kernels", "Market", "Randomness", "Settings", "Statistics"]),
        tests(
            "Dependence",
            ["Kernels", "LinearAlgebra", "Market", "Randomness", "Settings", "Statistics", "TestSupport"]),
        tests("Instruments", ["Kernels", "Market", "Settings"]),
        tests("DataSources", ["Market", "Settings", "TestSupport"]),
        tests("Calibration", ["LinearAlgebra", "Market", "Randomness", "Settings", "Statistics", "TestSupport"]),
        tests("Measures", ["Kernels", "Market", "Randomness", "Settings", "Statistics"]),
        tests("Backtesting", ["Market", "Randomness", "Statistics", "TestSupport"]),
        tests("Parametric", ["LinearAlgebra", "Measures", "Statistics"], exclude: ["Samples"]),
        tests(
            "Simulation",
            [
                "Dependence", "Instruments", "Kernels", "LinearAlgebra", "Market", "MarketTwin", "Measures",
                "Parametric", "Processes", "Settings", "Statistics",
            ]),
        tests(
            "ReverseStress",
            ["LinearAlgebra", "Market", "MarketTwin", "Measures", "Scenarios", "Settings", "Simulation", "Statistics"]),
        tests(
            "Stress",
            [
                "LinearAlgebra", "Market", "MarketTwin", "Measures", "Scenarios", "Settings", "Simulation",
                "Statistics",
                "TestSupport",
            ]),
        tests(
            "Reports", ["Backtesting", "Calibration", "LinearAlgebra", "Market", "Measures", "Settings", "TestSupport"]),
        tests("Risk", ["Calibration", "LinearAlgebra", "Market", "Measures", "Reports", "TestSupport"]),
        tests("Backtest", ["Backtesting", "Statistics", "TestSupport"]),
        tests("Calibrate", ["Calibration", "LinearAlgebra", "Market", "Measures", "Reports", "TestSupport"]),
        tests("Scenarios", marketTwin + ["DataSources", "Instruments", "TestSupport"]),
        tests(
            "MarketTwin",
            [
                "Backtesting", "Calibration", "Dependence", "Kernels", "LinearAlgebra", "Market", "Measures",
                "Parametric", "Processes", "Randomness", "Reports", "Scenarios", "Settings", "Simulation",
                "TestSupport",
            ], exclude: ["Golden", "StoredRuns"]),
        tests("Formats", ["Files", "Market", "Measures", "Reports", "TestSupport"]),
        tests("Journal", ["TestSupport"], products: [grdb]),
        tests(
            "Store", marketTwin + ["Files", "Instruments", "Journal", "TestSupport"], products: [grdb],
            exclude: ["Independent/verify.py"]),
        tests(
            "twin", ["Files", "LinearAlgebra", "MarketTwin", "Reports", "StudyKit", "TestSupport"], exclude: ["Golden"]),
    ] + [studyKit] + studies,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
