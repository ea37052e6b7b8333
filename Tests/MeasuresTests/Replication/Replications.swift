import Kernels
import Market
import Measures
import Randomness
import Testing

/// Estimates of the same figure from many samples: what they claim of their errors, and how they scatter.
struct Replications {
    private(set) var estimates: [Estimate] = []

    init(_ estimates: [Estimate] = []) { self.estimates = estimates }

    mutating func add(_ estimate: Estimate) { estimates.append(estimate) }

    /// The mean standard error, over the standard deviation of the estimates.
    var ratio: Double { mean(estimates.map(\.standardError)) / moment(2).squareRoot() }

    /// One standard error of the ratio, relative to it: of the standard deviation by the fourth moment, and of the mean.
    var noise: Double {
        let count = Double(estimates.count)
        let errors = estimates.map(\.standardError)
        let spread = (moment(4) / (moment(2) * moment(2)) - 1) / (4 * count)
        let claim = mean(errors.map { $0 * $0 }) / (mean(errors) * mean(errors)) - 1
        return (spread + claim / count).squareRoot()
    }

    private func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

    private func moment(_ power: Int) -> Double {
        let center = mean(estimates.map(\.value))
        return mean(
            estimates.map { estimate in (0..<power).reduce(1) { product, _ in product * (estimate.value - center) } })
    }

    /// Expects the claimed error to be the scatter within 4 %, and so many replications that 4 % are three standard errors.
    ///
    /// - Parameter known: the ratio of the two; other than 1 where an estimator is off, and is known to be.
    func expectErrors(_ name: String, ratio known: Double = 1, at location: SourceLocation = #_sourceLocation) {
        #expect(3 * noise < 0.045, "\(name): the ratio is known to \(noise) only", sourceLocation: location)
        #expect(abs(ratio / known - 1) < 0.04, "\(name) claims \(ratio) of its error", sourceLocation: location)
    }

    /// Expects the intervals to hold the truth as often as they claim, nearly.
    func expectCoverage(
        of truth: Double, _ name: String, within range: ClosedRange<Double> = 0.935...0.965,
        at location: SourceLocation = #_sourceLocation
    ) {
        let covered = estimates.count { ($0.low ?? -.infinity) <= truth && truth <= ($0.high ?? .infinity) }
        let coverage = Double(covered) / Double(estimates.count)
        #expect(range.contains(coverage), "\(name) covers in \(coverage)", sourceLocation: location)
    }
}

/// Two rows of independent standard normals, the same in the same replication.
struct Draws {
    typealias Row = UnsafeMutableBufferPointer<Double>

    /// So many know the standard deviation of normal estimates to 1/√(2·3600) = 1.2 %.
    static let replications = 3_600

    private let storage: RowStorage
    private let count: Int

    init(count: Int) {
        self.count = count
        storage = RowStorage(rowCount: 2, pathCount: count)
    }

    /// - Parameter body: may write over the rows.
    func replicate(_ count: Int = replications, _ body: (_ first: Row, _ second: Row) -> Void) {
        for replication in 0..<count {
            PhiloxDraws(seed: 20_221_228).normals(step: replication, paths: 0..<self.count, into: storage.rows)
            body(storage.rows[0], storage.rows[1])
        }
        withExtendedLifetime(storage) {}
    }

    /// Sums over ten successive days of gains, which share nine of them with their neighbours: ten more days than sums.
    func replicateSums(_ count: Int, _ body: (_ first: [Double], _ second: [Double]) -> Void) {
        replicate { first, second in
            body(Self.sums(first, count), Self.sums(second, count))
        }
    }

    static let span = 10

    private static func sums(_ days: Row, _ count: Int) -> [Double] {
        (0..<count).map { start in (start..<start + span).reduce(0) { $0 + days[$1] } }
    }
}

extension RiskMeasure {
    /// `value-at-risk 95%`.
    var name: String { Self.kind + (confidence.map { " \(($0.value * 1_000).rounded() / 10)%" } ?? "") }
}
