import Market
import Measures
import Settings
import Simulation

extension WrittenLimits {
    /// The limits against the portfolio and its simulation, with notes on those that are probably not meant as they are
    /// written.
    public func resolve(
        in context: SectionContext, remarks: inout SectionRemarks
    ) -> [Scenario.Located<Limit>]? {
        let tree = context.books.map { BookTree(books: $0) }
        let isParametric = context.scenario.simulation.content.kind == ParametricSimulation.kind
        for item in items {
            if !item.limit.key.measure.isProportion, item.limit.breach < 1 {
                remarks.notes.append(
                    "A limit of \(item.limit.kind) is \(item.limit.breach): an amount of money, not a share of the portfolio."
                        + " Is there a percent sign too many?")
            }
            if let tree, tree.index(of: item.limit.book) == nil {
                let known = tree.nodes.map(\.path).filter { !$0.isEmpty }
                remarks.issues.append(
                    Issue(
                        "no position is in the book “\(item.limit.book)”",
                        hint: Suggestion.hint(for: item.limit.book, among: known),
                        at: item.bookLocation ?? item.location, path: item.path + ".book",
                        from: [.setting(["portfolio"])]))
            }
            if isParametric, !item.limit.key.measure.isOfLaw {
                remarks.issues.append(
                    Issue(
                        "\(item.limit.kind) cannot be limited: a parametric simulation has no sample to read it off",
                        hint: "limit value-at-risk or expected-shortfall, or choose {kind: monte-carlo}",
                        at: item.measureLocation ?? item.location, path: item.path + ".measure"))
            }
        }
        return items.map { .init(content: $0.limit, location: $0.location, path: $0.path) }
    }
}

extension ResolvedRun {
    /// What its figures are held against; the run has all the measures they need.
    public var limits: [Scenario.Located<Limit>] { section(WrittenLimits.self) ?? [] }
}
