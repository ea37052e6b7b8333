import Market
import Measures

/// What the formats read out of a report.
extension RiskReport {
    /// Every value-at-risk and expected shortfall of the whole portfolio, or its first figure where there is neither.
    var headlines: [RiskFigure] {
        let chosen = portfolioFigures.filter { MeasureWords($0).isHeadline }
        return chosen.isEmpty ? Array(portfolioFigures.prefix(1)) : chosen
    }

    /// The first value-at-risk and the first expected shortfall: the columns of the book tree.
    var leading: [RiskFigure] {
        let first = ["value-at-risk", "expected-shortfall"].compactMap { kind in
            portfolioFigures.first { $0.kind == kind }
        }
        return first.isEmpty ? Array(portfolioFigures.prefix(1)) : first
    }

    /// All figures of the whole portfolio.
    var portfolioFigures: [RiskFigure] { figures.filter { $0.book.isEmpty } }

    /// The same measure as a figure, of every book, by the book's path.
    func estimates(like figure: RiskFigure) -> [String: Estimate] {
        var result: [String: Estimate] = [:]
        for other in figures where other.kind == figure.kind && other.confidence == figure.confidence {
            result[other.book] = other.estimate
        }
        return result
    }

    /// The number of books below the whole portfolio.
    var bookCount: Int { books.count { !$0.path.isEmpty } }

    /// How to get these figures again.
    var command: String {
        var words = ["twin", "run", run.scenario.quotedForShell, "--seed", String(run.seed)]
        words += ["--paths", String(run.paths)]
        if engine.precision != "double" { words += ["--precision", engine.precision] }
        return words.joined(separator: " ")
    }
}

extension String {
    /// As one word of a POSIX shell command.
    var quotedForShell: String {
        let isPlain = !isEmpty && utf8.allSatisfy { "._-/+:,=@%".utf8.contains($0) || Character(.init($0)).isASCIIWord }
        return isPlain
            ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }

    /// Without control characters, which could command a terminal; each becomes a space.
    var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// At most so many characters, with … in the middle where some are left out.
    func shortened(to count: Int) -> String {
        guard self.count > count else { return self }
        guard count > 1 else { return count == 1 ? "…" : "" }
        let head = count / 2
        return prefix(head) + "…" + suffix(count - head - 1)
    }
}

extension Character {
    fileprivate var isASCIIWord: Bool { isASCII && (isLetter || isNumber) }
}
