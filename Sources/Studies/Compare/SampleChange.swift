import Market
import Measures
import Parallelism
import Settings
import Simulation
import StudyKit

/// The changes of the measures of some books from one measured run to the next, with their errors.
struct SampleChange {
    /// Books × measures.
    let changes: [[FigureChange]]
    /// Whether the errors are those of paths that both runs share.
    let isPaired: Bool

    /// - Parameters:
    ///   - books: paths that both trees have.
    ///   - isSame: whether both are the same run, so that nothing changes.
    init(from before: MeasuredRun, to after: MeasuredRun, books: [String], isSame: Bool, workers: Int) {
        let isPaired = isSame || Self.sharePaths(before, after)
        let errors = isSame || !isPaired ? [] : Self.pairedErrors(before, after, books: books, workers: workers)
        changes = books.indices.map { book in
            before.run.measures.indices.map { measure in
                let (a, b) = (before.estimate(books[book], measure), after.estimate(books[book], measure))
                let squares = a.standardError * a.standardError + b.standardError * b.standardError
                let paired = errors.isEmpty ? nil : errors[book][measure]
                return FigureChange(
                    value: b.value - a.value, standardError: isSame ? 0 : paired ?? squares.squareRoot())
            }
        }
        self.isPaired = isPaired
    }

    /// Whether path by path the same random numbers, or the same days, move both.
    private static func sharePaths(_ a: MeasuredRun, _ b: MeasuredRun) -> Bool {
        let isSameDraw = !a.run.isDrawn || a.run.sampling.seed == b.run.sampling.seed
        return a.losses.pathCount > 0 && a.losses.pathCount == b.losses.pathCount && a.run.isDrawn == b.run.isDrawn
            && isSameDraw
            && a.run.sampleDesign == b.run.sampleDesign
    }

    private static func pairedErrors(
        _ before: MeasuredRun, _ after: MeasuredRun, books: [String], workers: Int
    ) -> [[Double?]] {
        let found = concurrentMap(books.count, workers: workers) { book in
            before.losses.changeErrors(
                to: after.losses, node: (before.node(books[book]), after.node(books[book])),
                measures: before.run.measures)
        }
        return found.contains { $0 == nil } ? [] : found.compactMap(\.self)
    }
}

extension MeasuredRun {
    func node(_ book: String) -> Int {
        guard let index = run.tree.index(of: book) else { preconditionFailure("no book \(book)") }
        return index
    }

    /// The figure of one of the run's measures.
    func estimate(_ book: String, _ measure: Int) -> Estimate {
        let index = node(book) * run.measures.count + measure
        return measurement.figures[index].estimate
    }
}
