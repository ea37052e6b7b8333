import Measures

/// What a measure says of itself, written out.
package struct MeasureWords {
    private let measure: MeasureDescription

    package init(_ measure: MeasureDescription) { self.measure = measure }

    package init(_ figure: some Keyed) { self.init(figure.key.measure) }

    /// “Value-at-risk 99%”.
    package var title: String { measure.title + suffix }

    /// “VaR 99%”.
    package var label: String { measure.shortTitle + suffix }

    /// The label in the middle of a sentence: an abbreviation keeps its capitals.
    package var labelWithin: String { measure.shortTitle == measure.title ? label.lowercasedFirst : label }

    /// Whether the figure is a fraction rather than an amount of money.
    package var isProportion: Bool { measure.isProportion }

    /// One sentence about the figure, or nil for a measure unknown here.
    package func meaning(horizonDays: Int) -> String? { measure.meaning?.text(horizonDays: horizonDays) }

    /// What stands behind the name, with a space before it.
    package var suffix: String { measure.qualifier.isEmpty ? "" : " " + measure.qualifier.text() }
}

extension MeasurePhrase {
    /// - Parameter horizonDays: of the figure; not needed for words that do not speak of it.
    fileprivate func text(horizonDays: Int = 0) -> String {
        parts.map { part in
            switch part {
            case .words(let words): words
            case .percent(let fraction): NumberText.percent(fraction)
            case .remainder(let fraction): NumberText.remainderPercent(fraction)
            case .amount(let amount): NumberText.significant(amount, digits: 9)
            case .horizon: "over " + NumberText.counted(horizonDays, "business day")
            }
        }.joined()
    }
}

extension Array where Element: Keyed {
    /// Those whose measures head a report.
    package var headlines: [Element] { filter { $0.key.measure.headlineRank != nil } }

    /// The first of each kind of measure that heads a report, by rank: the columns of a table with little room.
    package var leading: [Element] {
        var seen = Set<String>()
        return headlines.filter { seen.insert($0.kind).inserted }.sorted {
            ($0.key.measure.headlineRank ?? 0) < ($1.key.measure.headlineRank ?? 0)
        }
    }

    /// The first quantile among them, where the tail begins.
    package var firstQuantile: Element? {
        first(where: \.key.measure.isQuantile)
    }
}
