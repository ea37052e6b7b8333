import Instruments

/// States of a run's own factors: the same draws can start from other levels.
public protocol RunSource: ScenarioSource {
    /// The same from other levels; drivers stay what they are.
    ///
    /// - Parameter market: of the same factors by the same processes, their correlations and their dependence.
    func with(levelsOf market: BoundMarket) -> Self

    /// The rows of drivers that some factors are moved by.
    func driverRows(of factors: [Int]) -> [Int]
}

extension RunSource {
    public func driverRows(of factors: [Int]) -> [Int] { Array(0..<driverRowCount) }
}
