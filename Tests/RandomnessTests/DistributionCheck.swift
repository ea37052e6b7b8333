import Kernels

/// Counts a sample of standard normals in cells of equal probability and beyond some distances from zero.
struct DistributionCheck {
    static let cells = 1 << 12
    static let distances = [3.0, 4, 5, 6]
    /// 2Φ(−d) for each distance, from mpmath.
    static let probabilities = [
        2.6997960632601889e-3, 6.3342483666239838e-5, 5.7330314375838782e-7, 1.9731752900753861e-9,
    ]

    private(set) var count = 0
    private(set) var histogram = [Int](repeating: 0, count: cells)
    private(set) var beyond = [Int](repeating: 0, count: distances.count)
    private(set) var powers = [0.0, 0, 0, 0]

    mutating func add(_ sample: UnsafeBufferPointer<Double>, scratch: UnsafeMutableBufferPointer<Double>) {
        Elementwise.normalDistribution(sample, into: scratch)
        for (x, p) in zip(sample, scratch) {
            histogram[min(Int(p * Double(Self.cells)), Self.cells - 1)] += 1
            let square = x * x
            powers[0] += x
            powers[1] += square
            powers[2] += square * x
            powers[3] += square * square
            if square > 9 {
                for (k, distance) in Self.distances.enumerated() where abs(x) > distance { beyond[k] += 1 }
            }
        }
        count += sample.count
    }

    /// Pearson's chi-square of the cells, in standard deviations from its mean.
    var chiSquareScore: Double {
        let expected = Double(count) / Double(Self.cells)
        let statistic = histogram.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        let freedom = Double(Self.cells - 1)
        return (statistic - freedom) / (2 * freedom).squareRoot()
    }

    /// √n times the largest distance of the distribution functions, at the edges of the cells.
    var kolmogorovSmirnov: Double {
        var cumulative = 0
        var largest = 0.0
        for (cell, inside) in histogram.enumerated() {
            cumulative += inside
            largest = max(largest, abs(Double(cumulative) / Double(count) - Double(cell + 1) / Double(Self.cells)))
        }
        return largest * Double(count).squareRoot()
    }

    /// The first four moments less those of the normal, in standard errors (variances 1, 2, 15, 96 over n).
    var momentScores: [Double] {
        zip(zip(powers, [0.0, 1, 0, 3]), [1.0, 2, 15, 96]).map { both, variance in
            (both.0 / Double(count) - both.1) / (variance / Double(count)).squareRoot()
        }
    }
}
