import Kernels
import Market

/// What some chunks of a run's paths say of its losses: all that the measures of the whole need of them.
///
/// Parts of one run, cut at chunks wherever one likes, some of them made twice, merge in any order to what the whole measures,
/// bit for bit. A part grows with the books and the tail, not with its paths; of a sample that is weighted or overlaps it keeps
/// every loss. What figures are made of needs a second round: merge, then make the paths of the tail again.
public struct PartialMeasurement: Sendable, Hashable, Codable {
    /// What tells the run apart, and the kernels that its bits come from.
    public let identity: String
    public let kernels: String
    /// Of the whole run.
    public let pathCount: Int
    /// Ascending, apart from each other.
    public private(set) var chunks: [Range<Int>]
    /// Of the measures and books, to know parts that were asked for something else.
    let question: [String]
    private(set) var books: [Book]

    /// Paths of a chunk.
    public static let chunkLength = SampleMoments.chunkLength

    /// How many chunks a run has.
    public static func chunkCount(paths: Int) -> Int { (paths + chunkLength - 1) / chunkLength }

    /// The paths of some chunks.
    public static func paths(ofChunks chunks: Range<Int>, of pathCount: Int) -> Range<Int> {
        min(chunks.lowerBound * chunkLength, pathCount)..<min(chunks.upperBound * chunkLength, pathCount)
    }

    struct Book: Sendable, Hashable, Codable {
        var tail: TailPart
        var sums = ChunkSums()
        /// What the sums are taken about, as bits.
        var shift: UInt64 = 0
        /// Losses greater than each threshold.
        var exceedances: [Int]
        /// What may be among the greatest losses of the first so many paths, for each number of them that convergence looks at;
        /// of the whole portfolio alone, as are the counts of its histogram.
        var candidates: TailPart?
        var counts: [Int64]?
        /// Where its bins begin, and how wide they are, as bits.
        var bins: [UInt64]?
    }

    /// - Parameters:
    ///   - identity: of the run.
    ///   - kernels: the name of the kernel set.
    ///   - chunks: at least one.
    ///   - gains: of every node on the paths of those chunks.
    ///   - first: of every node on the run's first chunk, from which bins and centres are taken.
    public init(
        identity: String, kernels: String, pathCount: Int, chunks: Range<Int>, gains: ProfitAndLoss,
        first: ProfitAndLoss, tree: BookTree, measures: [any RiskMeasure], design: SampleDesign
    ) {
        let paths = Self.paths(ofChunks: chunks, of: pathCount)
        precondition(gains.pathCount == paths.count && !chunks.isEmpty, "the paths of the chunks")
        self.identity = identity
        self.kernels = kernels
        self.pathCount = pathCount
        self.chunks = [chunks]
        question = Self.question(tree, measures, design)
        let depths = RangeDepths(measures, count: pathCount, design: design)
        books = tree.nodes.indices.map { node in
            gains.withNode(node) { values in
                first.withNode(node) { first in
                    Book(values, from: paths.lowerBound, first: first, isWhole: node == 0, depths)
                }
            }
        }
    }

    private static func question(
        _ tree: BookTree, _ measures: [any RiskMeasure], _ design: SampleDesign
    ) -> [String] {
        tree.nodes.map(\.path) + measures.map { "\(FigureKey($0))" }
            + ["\(design.overlap)", "\(design.weights.count)"]
    }

    /// Joins the parts of a run.
    ///
    /// - Parameter parts: at least one; one that lies within another counts once.
    /// - Throws: where they are not of one run, or overlap.
    public static func merged(
        _ parts: [PartialMeasurement], measures: [any RiskMeasure], design: SampleDesign
    ) throws(RangeProblem) -> PartialMeasurement {
        precondition(!parts.isEmpty, "a part")
        // The largest first: what they cover already needs no second look.
        var ordered = parts
        ordered.sort { $0.chunks.reduce(0) { $0 + $1.count } > $1.chunks.reduce(0) { $0 + $1.count } }
        var whole = ordered[0]
        var used = [whole]
        for part in ordered.dropFirst() where try whole.wants(part) {
            used.append(part)
            whole.chunks = joined(whole.chunks + part.chunks)
        }
        let depths = RangeDepths(measures, count: whole.pathCount, design: design)
        for index in whole.books.indices {
            whole.books[index] = Book(joining: used.map { $0.books[index] }, depths)
        }
        return whole
    }

    /// Whether a part tells something new.
    private func wants(_ part: PartialMeasurement) throws(RangeProblem) -> Bool {
        guard part.identity == identity, part.pathCount == pathCount else {
            throw .otherRun(part.identity, not: identity)
        }
        guard part.kernels == kernels else { throw .otherKernels(part.kernels, not: kernels) }
        guard part.question == question else { throw .otherQuestion }
        if part.chunks.allSatisfy({ range in chunks.contains { $0.contains(range) } }) { return false }
        for range in part.chunks {
            if let other = chunks.first(where: { $0.overlaps(range) }) { throw .overlapping(range, other) }
        }
        return true
    }

    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, range in
            if let last = joined.last, last.upperBound == range.lowerBound {
                joined[joined.count - 1] = last.lowerBound..<range.upperBound
            } else {
                joined.append(range)
            }
        }
    }

    /// The measures of the whole run.
    ///
    /// - Throws: where chunks are missing.
    public func measurement(
        tree: BookTree, measures: [any RiskMeasure], design: SampleDesign
    ) throws(RangeProblem) -> Measurement {
        let all = 0..<Self.chunkCount(paths: pathCount)
        guard chunks == [all] else {
            var missing: [Range<Int>] = []
            var next = 0
            for range in chunks {
                if range.lowerBound > next { missing.append(next..<range.lowerBound) }
                next = range.upperBound
            }
            if next < all.upperBound { missing.append(next..<all.upperBound) }
            throw .missing(missing)
        }
        guard Self.question(tree, measures, design) == question else { throw .otherQuestion }
        guard design.isIndependent else {
            let gains = ProfitAndLoss(nodeCount: books.count, pathCount: pathCount) { buffer in
                for (node, book) in books.enumerated() {
                    for loss in book.tail.order { buffer[node * pathCount + loss.path] = -loss.value }
                }
            }
            return Measurement(gains, tree: tree, measures: measures, design: design, workers: 1)
        }
        let thresholds = SampleReading(measures, count: pathCount).thresholds
        let readings = books.map { book in
            book.reading(count: pathCount, thresholds: thresholds, measures)
        }
        return Measurement(readings, pathCount: pathCount, tree: tree, measures: measures, design: design)
    }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}
