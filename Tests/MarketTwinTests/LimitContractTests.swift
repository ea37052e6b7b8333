import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("Limits agree with the figures, however these came about")
struct LimitContractTests {
    private static let scenario = Shipped.folder + "/limits.yaml"

    private func report(_ changes: [String]) throws -> RiskReport {
        try RiskStudy().run(
            Self.scenario, overrides: changes.compactMap { Override($0) }, in: .standard())
    }

    /// Limits set where a run of the same scenario is known to stand.
    @Test(
        "Monte Carlo, history and law: each limit has the status and the use that it was set for",
        arguments: [
            ["simulation.paths=3_000"], ["simulation={kind: historical, horizon: 1d, window: 500d}"],
            ["simulation={kind: filtered-historical, horizon: 2d, paths: 2_000}"],
            ["simulation={kind: parametric, horizon: 10d}"],
        ])
    func kinds(changes: [String]) throws {
        let figures = try Self.limited.map { figure in
            try #require(try report(changes).figure(figure.kind, confidence: figure.confidence, book: figure.book))
                .estimate
        }
        let cases: [(status: LimitStatus, use: Double?, levels: (Estimate) -> (warn: Double?, breach: Double))] = [
            (.clear, nil, { (nil, 2 * ($0.high ?? $0.value)) }),
            (.warning, nil, { (($0.low ?? $0.value) / 2, 2 * ($0.high ?? $0.value)) }),
            (.breach, nil, { (nil, ($0.low ?? $0.value) / 2) }),
            (.clear, 0.25, { (nil, 4 * $0.value) }),
            (.breach, 2, { (nil, $0.value / 2) }),
        ]
        for known in cases {
            let limits = zip(Self.limited, figures).map { Self.limit(on: $0, known.levels($1)) }
            let readings = try report(changes + ["limits=[\(limits.joined(separator: ", "))]"]).limits
            #expect(readings.map(\.status) == [known.status, known.status])
            #expect(readings.map(\.estimate) == figures)
            #expect(readings.map(\.limit.book) == Self.limited.map(\.book))
            #expect(readings.allSatisfy { $0.morePaths == nil })
            if let use = known.use { #expect(readings.map(\.utilisation) == [use, use]) }
        }
    }

    private static let limited = [
        (kind: "value-at-risk", confidence: 0.99, book: "Equity/US/Technology"),
        (kind: "expected-shortfall", confidence: 0.975, book: ""),
    ]

    private static func limit(
        on figure: (kind: String, confidence: Double, book: String), _ levels: (warn: Double?, breach: Double)
    ) -> String {
        let book = figure.book.isEmpty ? "" : "book: \(figure.book), "
        let warn = levels.warn.map { "warn: \($0), " } ?? ""
        return
            "{\(book)measure: {kind: \(figure.kind), confidence: \(figure.confidence)}, \(warn)breach: \(levels.breach)}"
    }

    @Test("an interval that reaches over a level decides nothing, and only draws can be more")
    func undecided() throws {
        for (changes, isDrawn) in [
            (["simulation.paths=3_000"], true), (["simulation={kind: historical, horizon: 1d, window: 500d}"], false),
        ] {
            let figure = try #require(try report(changes).figure("value-at-risk", confidence: 0.99)).estimate
            let (low, high) = (try #require(figure.low), try #require(figure.high))
            for (levels, mayBeBreached) in [
                ((warn: nil, breach: (high + figure.value) / 2), true),
                ((warn: (low + figure.value) / 2, breach: 2 * high), false),
            ] as [((warn: Double?, breach: Double), Bool)] {
                let limit = Self.limit(on: ("value-at-risk", 0.99, ""), levels)
                let reading = try #require(try report(changes + ["limits=[\(limit)]"]).limits.first)
                #expect(reading.status == .undecided && reading.mayBeBreached == mayBeBreached)
                #expect((reading.morePaths ?? 0 > 0) == isDrawn)
            }
        }
    }

    @Test("every limit of the shipped scenario is read off the figure of its book")
    func shipped() throws {
        let report = try report(["simulation.paths=3_000"])
        #expect(
            report.limits.map(\.limit.book) == [
                "", "Equity/US/Technology", "Equity/US/Financials", "Equity/US/Energy", "",
            ])
        for reading in report.limits {
            let limit = reading.limit
            let figure = try #require(report.figure(limit.key))
            #expect(figure.estimate == reading.estimate)
        }
    }

    @Test("the limits survive being written and read")
    func roundTrip() throws {
        let report = try report(["simulation.paths=2_000"])
        #expect(
            try JSONReport.decode(JSONReport().render(report), measures: Catalog.standard.kinds.measures.members).limits
                == report.limits)
        let rows = try DocumentCSV().render(Document(report)).split(separator: "\r\n")
        #expect(rows[0].hasSuffix("estimator,warn,breach,utilisation,status"))
        #expect(
            rows.count {
                $0.hasSuffix("clear") || $0.hasSuffix("warning") || $0.hasSuffix("breach") || $0.hasSuffix("undecided")
            } == 5)
    }
}
