import Statistics

/// A sample counted in narrow cells, for likelihoods that a density would make infinite.
///
/// A normal mixture has an infinite likelihood where one component shrinks onto a single observation, and so has the
/// variance gamma law at its pole. The probability of a cell is bounded, and loses next to nothing where cells are a
/// twentieth of the spread. Source: F. Giesbrecht, O. Kempthorne, “Maximum likelihood estimation in the three-parameter
/// lognormal distribution”, J. Royal Statistical Society B 38(3), 1976.
struct GroupedSample {
    /// Of every cell.
    let width: Double
    /// Lower edges of the cells that hold anything, ascending.
    let edges: [Double]
    let counts: [Double]

    init(_ sample: Descriptive) {
        let robust = Descriptive.normalConsistency * sample.medianAbsoluteDeviation
        let spread = robust > 0 ? min(robust, sample.standardDeviation) : sample.standardDeviation
        let width = spread / 20
        var cells: [Int: Double] = [:]
        for value in sample.sample { cells[Int((value / width).rounded(.down)), default: 0] += 1 }
        let sorted = cells.sorted { $0.key < $1.key }
        self.width = width
        edges = sorted.map { Double($0.key) * width }
        counts = sorted.map(\.value)
    }
}
