// Studies with everything that Market Twin brings along.

extension WhatIfRun {
    /// - Parameter chunk: trades times paths whose gains are kept at a time: 400 MB. The result does not depend on it.
    public init(chunk: Int = 50_000_000) { self.init(catalog: .standard, chunk: chunk) }
}

extension ReplayRun {
    public init() { self.init(catalog: .standard) }
}

extension RiskRun {
    public init() { self.init(catalog: .standard) }
}

extension StressRun {
    public init() { self.init(catalog: .standard) }
}

extension ReverseStressRun {
    public init() { self.init(catalog: .standard) }
}

extension CalibrationRun {
    public init() { self.init(catalog: .standard) }
}

extension BacktestRun {
    public init() { self.init(catalog: .standard) }
}

extension ComparisonRun {
    public init() { self.init(catalog: .standard) }
}
