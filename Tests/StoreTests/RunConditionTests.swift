import MarketTwin
import Store
import TestSupport
import Testing

@Suite("which runs are asked for")
struct RunConditionTests {
    private static let kinds = Catalog.standard.kinds.measures.members.map { $0.kind }

    /// Of three runs with quantities 10, 20 and 40 of one share: figures in the ratio of one, two and four.
    @Test("comparisons of figures and facts choose runs")
    func choosing() throws {
        let fixture = try StoreFixture(runs: [])
        for quantity in [10, 20, 40] {
            try fixture.add([
                "portfolio.positions=[{id: a, book: Shares, quantity: \(quantity), instrument: {kind: equity, factor: EQ.A}}]"
            ])
        }
        try fixture.reading { store in
            let rows = try store.read { try RunQuery().rows(in: $0) }
            #expect(rows.count == 3)
            let runs = StoredRuns(store, catalog: .standard)
            let risk = try rows.map { row in
                try runs.record(runs.id(row.id)).figures.first { $0.kind == "value-at-risk" && $0.book.isEmpty }?
                    .estimate.value
            }.compactMap(\.self)
            #expect(risk[0] > risk[1] && risk[1] > risk[2])
            let middle = (risk[1] + risk[2]) / 2
            for (text, count) in [
                ("value > 1500", 2), ("value >= 1k and value < 3k", 2), ("not value > 1500", 1), ("var > \(middle)", 2),
                ("var99 > \(middle)", 2), ("value-at-risk@99 > \(middle)", 2), ("var95 > 0", 0), ("es > 0", 3),
                ("es97.5 > 0 and (scenario = s or scenario = 'x y')", 3), ("scenario = 'S'", 0),
                ("asOf < 2022-01-01", 0),
                ("exit = 0", 3), ("paths = 2k", 3), ("value > 1500 or value < 1500", 3), ("breaches != 0", 0),
            ] {
                let query = RunQuery(condition: try RunCondition(text, kinds: Self.kinds))
                #expect(try store.read { try query.count(in: $0) } == count, "\(text)")
            }
            #expect(try store.read { try RunQuery(book: "Shares").count(in: $0) } == 3)
            #expect(try store.read { try RunQuery(book: "Nothing").count(in: $0) } == 0)
            #expect(try store.read { try RunQuery(limit: 2).rows(in: $0) }.count == 2)
        }
    }

    @Test(
        "what cannot be read is named, with what would have been right",
        arguments: [
            ("", "a comparison is missing"), ("es", "a sign such as >"), ("es >", "a value belongs behind"),
            ("es > two", "is compared with a number"), ("ess > 2", "did you mean “es”"),
            ("es > 1 es > 2", "one word too many"),
            ("(es > 1", "a bracket is not closed"), ("scenario = 'x", "quotation mark"),
            ("var100 > 1", "a confidence is as in"),
            ("es > 1; DROP TABLE runs", "is compared with a number"),
            (String(repeating: "(", count: 200), "too many brackets"),
            (String(repeating: "not ", count: 200), "too many"),
        ])
    func mistakes(_ text: String, _ words: String) throws {
        let error = try #require(throws: StoreError.self) { try RunCondition(text, kinds: Self.kinds) }
        #expect(error.nature == .usage)
        #expect(error.description.contains(words), "\(error.description)")
    }
}
