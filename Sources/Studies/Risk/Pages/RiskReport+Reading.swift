import Market
import Measures
import Reports

/// What the formats read out of a report.
extension RiskReport {
    /// Every value-at-risk and expected shortfall of the whole portfolio, or its first figure where there is neither.
    package var headlines: [RiskFigure] {
        let chosen = portfolioFigures.headlines
        return chosen.isEmpty ? Array(portfolioFigures.prefix(1)) : chosen
    }

    /// The first value-at-risk and the first expected shortfall: the columns of the book tree.
    package var leading: [RiskFigure] {
        let first = portfolioFigures.leading
        return first.isEmpty ? Array(portfolioFigures.prefix(1)) : first
    }

    /// All figures of the whole portfolio.
    package var portfolioFigures: [RiskFigure] { figures.filter(\.key.isOfWhole) }

    /// The same measure as a figure, of every book, by the book's path.
    package func estimates(like figure: RiskFigure) -> [String: Estimate] {
        var result: [String: Estimate] = [:]
        for other in figures where other.key == figure.key.of(book: other.book) { result[other.book] = other.estimate }
        return result
    }

    /// The number of books below the whole portfolio.
    package var bookCount: Int { books.count { !$0.path.isEmpty } }

    /// How to get these figures again.
    package var command: String {
        run.command("run")
            + (run.isDrawn && engine.precision != "double" ? " --precision " + engine.precision : "")
    }

    /// What the errors of the figures are errors of, and what would make them smaller.
    package var errorRemark: Prose {
        guard let scenarios = run.scenarios else {
            return "± is one standard error; \(.count(4 * run.paths)) paths would halve the intervals."
        }
        if scenarios.isDrawn {
            return """
                ± is one standard error of the draws, not of the history they are drawn from; \(.count(4 * run.paths)) paths \
                would halve the intervals.
                """
        }
        return run.hasPaths
            ? "± is one standard error of a history of this length." : "There is no sampling, so no sampling error."
    }
}
