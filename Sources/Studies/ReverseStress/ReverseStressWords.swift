import Market
import Measures
import Reports

/// The sentences of a reverse stress test.
struct ReverseStressWords {
    private let report: ReverseStressReport

    /// Standard deviations beyond which a move is no warning any more: about one in 10²³ times, if normal.
    private static let farthest = 10.0

    init(_ report: ReverseStressReport) { self.report = report }

    /// “USD 5M”.
    func money(_ amount: Double) -> Prose { "\(report.currency.code) \(Quantity(amount, .compact(4)))" }

    /// “the portfolio”, “Equity/US”.
    var book: String { report.book.isEmpty ? "the portfolio" : report.book }

    /// Where the amount comes from, behind it.
    var origin: Prose {
        switch report.target.origin {
        case .stated: return "as asked"
        case .share(let share): return "\(.share(share)) of the portfolio's value"
        case .limit(let key): return "the breach level of its limit on \(MeasureWords(key.measure).label)"
        case .multiple(let factor, let key):
            let name = MeasureWords(key.measure).label
            return factor == 2 ? "twice its \(name)" : "\(.number(factor)) times its \(name)"
        }
    }

    var time: String {
        report.law.isAtHorizon
            ? "after \(NumberText.counted(report.law.horizonDays, "business day"))" : "at once"
    }

    /// The first paragraph: what was found.
    var finding: Prose {
        let amount: Prose = "\(money(report.target.loss)) (\(origin))"
        guard let first = report.scenarios.first else {
            let largest: Prose =
                report.search.largestLoss.map { loss -> Prose in
                    guard loss > 0 else { return " No loss at all was found: no move takes anything from it." }
                    // What is owned outright can lose what it is worth, and no more.
                    if report.bookValue > 0, loss > 0.999 * report.bookValue, loss <= report.bookValue * (1 + 1e-9) {
                        return " The largest loss found is all that it is worth, \(money(report.bookValue))."
                    }
                    let distance = report.search.largestDistance ?? 0
                    return distance > 0
                        ? " The largest loss found is \(money(loss)), \(deviations(distance)) away."
                        : " The largest loss found is \(money(loss))."
                } ?? ""
            return """
                No move of the market was found that makes \(book) lose \(amount) \(time), within 256 standard \
                deviations.\(largest)
                """
        }
        guard first.distance > 0 else {
            return """
                The expected move alone makes \(book) lose \(money(first.loss)) \(time), and so \(amount): no stress is \
                needed.
                """
        }
        let count = report.scenarios.count
        let number: Prose = count == 2 ? "two" : count == 3 ? "three" : "\(.count(count))"
        let kinds: Prose = count == 1 ? "" : " There are \(number) distinct ways."
        let caution =
            first.distance > Self.farthest
            ? " That is farther than markets go in this model: it tells how robust \(book) is, not what to expect." : ""
        return """
            For \(book) to lose \(amount) \(time), the market must move at least \(deviations(first.distance)).\(kinds)\
            \(caution)
            """
    }

    func deviations(_ distance: Double) -> Prose {
        "\(.decimal(distance, distance < 9.95 ? 2 : 1)) standard deviations"
    }

    /// “equities −14% (−22% to −3%), EURUSD −3.1%”.
    func moves(_ scenario: ReverseScenario) -> String {
        MoveWords.summary(scenario.moves.map(\.words))
    }

    /// How likely a loss is whose direction and distance these are.
    func frequency(_ scenario: ReverseScenario) -> Prose {
        guard scenario.distance > 0, scenario.probabilityAlong > 0 else { return Prose(NumberText.none) }
        let years = Double(report.law.horizonDays) / 252 / scenario.probabilityAlong
        if years < 1 { return "\(.number(1 / years, digits: 2)) times a year" }
        if years > 10_000 { return "less than once in 10,000 years" }
        return "once in \(.number(years, digits: 2)) years"
    }

    /// Whether the search is to be trusted.
    func standing(_ scenario: ReverseScenario) -> String {
        scenario.isConverged ? "" : "not confirmed as nearest"
    }

    /// How often simulated paths lose the amount.
    var simulated: Prose? {
        guard let found = report.simulated else { return nil }
        let time = "over \(NumberText.counted(report.law.horizonDays, "business day"))"
        guard found.count > 0 else {
            return """
                None of \(.count(found.paths)) simulated paths loses as much \(time): the probability is below \
                \(Quantity(found.interval.high, .rareProbability)), with 95% confidence.
                """
        }
        let (low, high) = (
            Quantity(found.interval.low, .rareProbability), Quantity(found.interval.high, .rareProbability)
        )
        return """
            Of \(.count(found.paths)) simulated paths \(.count(found.count)) \(found.count == 1 ? "loses" : "lose") as much \
            \(time), by whatever move: a probability of \(Quantity(found.share, .rareProbability)), with 95% confidence from \
            \(low) to \(high).
            """
    }

    /// How often history saw such a loss, beside what a model makes of its likelihood; nil where there is no history.
    var past: Prose? {
        guard let past = report.past else { return nil }
        let window = NumberText.counted(past.days, "business day")
        let years: Prose = "The history of \(.number(past.years, digits: 3)) years, \(past.from) to \(past.to),"
        let largest: Prose =
            past.largest > 0
            ? "the worst loses \(money(past.largest)), to \(past.largestTo)" : "none of them loses anything"
        let rest = past.still.count > 3 ? " and \(past.still.count - 3) more" : ""
        let still: Prose =
            past.still.isEmpty
            ? "" : " What has no history stays: \(past.still.prefix(3).map(\.name).joined(separator: ", "))\(rest)."
        guard past.losing > 0 else {
            return """
                \(years) has no window of \(window) on which \(book) of today would have lost as much: of \
                \(.count(past.windows)), \(largest).\(still)
                """
        }
        return """
            \(years) saw as much \(past.times == 1 ? "once" : "\(past.times) times"): on \(.count(past.losing)) of \
            \(.count(past.windows)) windows of \(window), \(book) of today would have lost the amount; \(largest).\(still)
            """
    }

    /// How the scenarios were found.
    var method: Prose {
        let search = report.search
        if report.scenarios.first?.distance == 0 { return "the expected move was revalued" }
        if search.isLinear { return "the loss is linear in the moves, so the scenario is exact and the only one" }
        guard search.searches > 0 else { return "none: no factor that moves changes the value" }
        let searches = NumberText.counted(search.searches, "search", plural: "searches")
        var words: Prose = "full revaluation, \(searches)"
        if search.searches > 1 { words.append(" from different starts") }
        if search.isReduced { words.append(", each in the span of the loss's gradients") }
        if search.unconverged > 0 {
            words.append("; \(.count(search.unconverged)) did not end at a confirmed nearest point")
        }
        return words
    }

    var law: Prose {
        let law = report.law
        var words: Prose = """
            \(NumberText.counted(law.factors, "factor")), \(NumberText.counted(law.directions, "independent direction")), \
            over \(NumberText.counted(law.horizonDays, "business day"))
            """
        if let degrees = law.degreesOfFreedom {
            words.append("; jointly Student t with \(.number(degrees, digits: 3)) degrees of freedom")
        } else {
            words.append(law.isExact ? "; jointly normal" : "; taken as jointly normal, which they are not")
        }
        return words
    }
}

extension ReverseScenario.Move {
    /// As words tell it: the more it matters, the more it weighs.
    var words: FactorMove { FactorMove(factor, convention, change, level: level, weight: abs(lossAlone)) }
}
