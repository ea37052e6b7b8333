import Market
import Measures
import Settings
import Simulation

/// The limits of a scenario against its portfolio and its simulation.
struct LimitResolution {
    let limits: [Scenario.Located<Limit>]
    private(set) var issues: [Issue] = []
    /// Of limits that are probably not meant as they are written.
    private(set) var notes: [String] = []

    /// - Parameters:
    ///   - books: of the positions; nil where there is none.
    ///   - isParametric: whether figures are those of a law.
    init(_ written: WrittenLimits, books: [String]?, isParametric: Bool) {
        limits = written.items.map { .init(content: $0.limit, location: $0.location, path: $0.path) }
        let tree = books.map { BookTree(books: $0) }
        for item in written.items {
            if !item.limit.key.measure.isProportion, item.limit.breach < 1 {
                notes.append(
                    "A limit of \(item.limit.kind) is \(item.limit.breach): an amount of money, not a share of the portfolio."
                        + " Is there a percent sign too many?")
            }
            if let tree, tree.index(of: item.limit.book) == nil {
                let known = tree.nodes.map(\.path).filter { !$0.isEmpty }
                issues.append(
                    Issue(
                        "no position is in the book “\(item.limit.book)”",
                        hint: Suggestion.hint(for: item.limit.book, among: known),
                        at: item.bookLocation ?? item.location, path: item.path + ".book",
                        from: [.setting(["portfolio"])]))
            }
            if isParametric, !item.limit.key.measure.isOfLaw {
                issues.append(
                    Issue(
                        "\(item.limit.kind) cannot be limited: a parametric simulation has no sample to read it off",
                        hint: "limit value-at-risk or expected-shortfall, or choose {kind: monte-carlo}",
                        at: item.measureLocation ?? item.location, path: item.path + ".measure"))
            }
        }
    }
}
