import Measures

extension FigureKey {
    /// “VaR 99% of Equity/US”, “probability of loss of the portfolio”.
    public var words: String { MeasureWords(self).labelWithin + " of " + (isOfWhole ? "the portfolio" : book) }
}

extension MeasureDescription {
    /// The measure as a scenario names it, with what tells it from others of its kind: “value-at-risk 99%”.
    public var kindWords: String { kind + MeasureWords(self).suffix }
}

extension LimitWithoutFigure {
    /// What there is of the book instead.
    public var hint: String {
        let own = figures.filter { $0.book == limit.book }.map(\.measure.kindWords)
        guard own.isEmpty else { return "there are figures of " + own.joined(separator: ", ") }
        let books = figures.reduce(into: [String]()) { if !$0.contains($1.book) { $0.append($1.book) } }
        return "there are figures of " + books.map { $0.isEmpty ? "the portfolio" : $0 }.joined(separator: ", ")
    }
}
