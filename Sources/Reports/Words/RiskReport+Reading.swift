import Market
import Measures

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
}

extension RunSummary {
    /// Whether its market states are random draws.
    package var isDrawn: Bool { scenarios?.isDrawn ?? true }

    /// How a command is given the same run.
    ///
    /// - Parameter name: of the command: “run”.
    package func command(_ name: String) -> String {
        let draws = isDrawn ? ["--seed", String(seed), "--paths", String(paths)] : []
        let settings = (changes ?? []).flatMap { ["--set", $0.quotedForShell] }
        return (["twin", name, scenario.quotedForShell] + draws + settings).joined(separator: " ")
    }

    /// What one state is called.
    package var unit: String { scenarios?.unit ?? "path" }

    /// “100,000 paths”, “500 historical scenarios”, “parametric”.
    package var scenarioText: String {
        guard let scenarios else { return NumberText.counted(paths, "path") }
        guard paths > 0 else { return scenarios.kind }
        return NumberText.counted(paths, scenarios.unit) + " (" + scenarios.kind + ")"
    }
}

extension RiskReport {
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
        return run.paths > 0
            ? "± is one standard error of a history of this length." : "There is no sampling, so no sampling error."
    }
}

extension String {
    /// As one word of a POSIX shell command.
    package var quotedForShell: String {
        let isPlain = !isEmpty && utf8.allSatisfy { "._-/+:,=@%".utf8.contains($0) || Character(.init($0)).isASCIIWord }
        return isPlain
            ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }

    /// Without control characters, which could command a terminal; each becomes a space.
    package var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}

extension Character {
    fileprivate var isASCIIWord: Bool { isASCII && (isLetter || isNumber) }
}
