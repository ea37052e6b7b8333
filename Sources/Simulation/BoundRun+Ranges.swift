import Kernels
import LinearAlgebra
import Market
import Measures

extension BoundRun {
    /// The kernels that bits come from: of BLAS, and of our own.
    public static var kernels: String { "\(BLAS.library), \(BLAS.core.name), \(Elementwise.instructionSet)" }

    /// What some chunks of the run say of its losses.
    ///
    /// - Parameters:
    ///   - chunks: of `PartialMeasurement.chunkLength` paths, by number; at least one, and none beyond the run.
    ///   - identity: of the run.
    public func partial(chunks: Range<Int>, identity: String, workers: Int) -> PartialMeasurement {
        PartialMeasurement(
            identity: identity, kernels: Self.kernels, pathCount: source.pathCount, chunks: chunks,
            gains: gains(chunks: chunks, over: source, workers: workers),
            first: gains(chunks: 0..<1, over: source, workers: workers), tree: tree, measures: measures,
            design: sampleDesign)
    }

    /// What every book node gains on the paths of some chunks: the bits that it has in the whole.
    ///
    /// - Parameter chunks: of `PartialMeasurement.chunkLength` paths, by number; none beyond the run.
    public func profitAndLoss(chunks: Range<Int>, workers: Int) -> ProfitAndLoss {
        gains(chunks: chunks, over: source, workers: workers)
    }

    /// Paths that the run is simulated on.
    public var sourcePathCount: Int { source.pathCount }

    private func gains<Source: ScenarioSource>(
        chunks: Range<Int>, over source: Source, workers: Int
    ) -> ProfitAndLoss {
        BlockLoop(source, revaluation).gains(
            over: valuesToday, workers: workers,
            paths: PartialMeasurement.paths(ofChunks: chunks, of: source.pathCount), blockPaths: nil, progress: nil)
    }

    /// The measures of the whole run from its parts.
    ///
    /// - Throws: where they are not parts of one run, overlap, or leave chunks out.
    public func measurement(of parts: [PartialMeasurement]) throws(RangeProblem) -> Measurement {
        try PartialMeasurement.merged(parts, measures: measures, design: sampleDesign).measurement(
            tree: tree, measures: measures, design: sampleDesign)
    }
}
