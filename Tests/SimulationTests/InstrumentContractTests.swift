import Instruments
import Kernels
import Market
import MarketTwin
import Settings
import Simulation
import Testing

/// Every registered instrument, with the settings it needs: factors wherever it takes them.
@Suite("Instruments keep their contract")
struct InstrumentContractTests {
    static let kinds = Catalog.standard.kinds.instruments.members.map { $0.kind }

    /// An instrument with one choice of each setting that has several.
    struct Variant: CustomTestStringConvertible {
        var kind: String
        var choices: [String: String] = [:]
        /// For terms, years from the valuation date.
        var time = 0.7

        var testDescription: String {
            ([kind] + choices.sorted { $0.key < $1.key }.map(\.value) + ["\(time)y"]).joined(separator: " ")
        }

        /// Every combination of choices of a kind.
        static func all(_ kind: String) -> [Variant] {
            let settings = Catalog.standard.kinds.instruments.description[kind]?.settings ?? []
            return settings.reduce([Variant(kind: kind)]) { variants, setting in
                guard case .choice(let choices) = setting.shape else { return variants }
                return variants.flatMap { variant in
                    choices.map { choice in
                        var variant = variant
                        variant.choices[setting.name] = choice
                        return variant
                    }
                }
            }
        }
    }

    /// A market with a factor of every class, and a curve of rates.
    static let factors: [TestMarket.Factor] = [
        .init(id: "EQ.A", level: 100, volatility: 0.3),
        .init(id: "FX.EURUSD", level: 1.1, volatility: 0.1),
        .init(id: "CM.OIL", level: 80, volatility: 0.4),
        .init(id: "IR.USD.6M", level: 0.03, volatility: 0.01, process: "arithmetic-brownian-motion"),
        .init(id: "IR.USD.5Y", level: 0.04, volatility: 0.01, process: "arithmetic-brownian-motion"),
        .init(id: "CS.A.5Y", level: 0.02, volatility: 0.005, process: "arithmetic-brownian-motion"),
        .init(id: "VOL.A", level: 0.25, volatility: 0.3),
    ]

    private func settings(_ variant: Variant) throws -> [String: Value.Content] {
        let description = try #require(
            Catalog.standard.kinds.instruments.description[variant.kind])
        var settings: [String: Value.Content] = [:]
        for setting in description.settings {
            switch setting.shape {
            case .factor(let classes): settings[setting.name] = .factor(try id(classes))
            case .quantity(let classes, _):
                let isRate = classes.contains(.interestRate)
                settings[setting.name] = .quantity(isRate ? .curve("IR.USD") : .factor(try id(classes)))
            case .term: settings[setting.name] = .term(.years(variant.time))
            case .choice: settings[setting.name] = .text(try #require(variant.choices[setting.name]))
            case .number(let bounds): settings[setting.name] = .number(bounds.contains(90) ? 90 : 0.5)
            case .count(let range): settings[setting.name] = .count(min(2, range.upperBound))
            default: Issue.record("give \(variant.kind).\(setting.name) a value here")
            }
        }
        return settings
    }

    private func id(_ classes: [FactorClass]) throws -> FactorID {
        try #require(
            Self.factors.compactMap { FactorID($0.id) }.first { classes.isEmpty || classes.contains($0.factorClass) })
    }

    private func market(
        _ variant: Variant, _ quantities: [Double], books: [String]? = nil, only: Set<String>? = nil
    ) throws -> TestMarket {
        var market = TestMarket(factors: Self.factors.filter { only?.contains($0.id) ?? true })
        for (index, quantity) in quantities.enumerated() {
            market.hold(quantity, variant.kind, try settings(variant), book: books?[index] ?? "Book")
        }
        return market
    }

    /// Every choice, with terms before the horizon and after it.
    static let cases = kinds.flatMap { Variant.all($0) }.flatMap { variant in
        [0.02, 0.7].map { Variant(kind: variant.kind, choices: variant.choices, time: $0) }
    }

    @Test("there is a put and a call") func choices() {
        #expect(Set(Variant.all("european-option").map { $0.choices["right"] }) == ["call", "put"])
    }

    @Test("its value today and at the horizon is a number", arguments: cases)
    func finite(variant: Variant) throws {
        let simulator = try market(variant, [1]).simulator(paths: 500, days: 10, steps: 2)
        #expect(simulator.valuesToday[0].isFinite)
        let losses = simulator.losses()
        #expect(losses.allSatisfy { $0.isFinite })
        if variant.time > 10.0 / 252, variant.kind != "cash" { #expect(Set(losses).count > 1) }
    }

    @Test("its value is linear in the quantity", arguments: cases)
    func linear(variant: Variant) throws {
        let one = try market(variant, [1]).simulator(paths: 300, days: 10)
        let many = try market(variant, [-37.5]).simulator(paths: 300, days: 10)
        let scale = abs(one.valuesToday[0]) + 1
        #expect(abs(many.valuesToday[0] + 37.5 * one.valuesToday[0]) < 1e-12 * 37.5 * scale)
        for (a, b) in zip(one.losses(), many.losses()) { #expect(abs(b + 37.5 * a) < 1e-11 * 37.5 * scale) }
    }

    /// In one book positions are netted and share what they have in common; in books of their own they do not.
    @Test("positions together are worth their sum", arguments: cases)
    func additive(variant: Variant) throws {
        let quantities = [2.0, -0.5, 3.25]
        let together = try market(variant, quantities).simulator(paths: 300, days: 10)
        let apart = try market(variant, quantities, books: ["A", "B/C", "B/D"]).simulator(paths: 300, days: 10)
        let scale = 6 * (abs(apart.valuesToday[0]) + 1)
        #expect(abs(together.valuesToday[0] - apart.valuesToday[0]) < 1e-12 * scale)
        for (a, b) in zip(together.losses(), apart.losses()) { #expect(abs(a - b) < 1e-11 * scale) }
    }

    /// A row that was read without being required would be missing from the market, and trap.
    @Test("it reads no more of the market than it requires", arguments: cases)
    func requirements(variant: Variant) throws {
        let whole = try market(variant, [1])
        let type = try Catalog.standard.kinds.instruments.choose(Specification(kind: variant.kind)).type
        let instrument = try type.init(whole.positions[0].instrument, asOf: whole.asOf)
        var needed: Set<String> = []
        for (_, quantity) in instrument.requirements.quantities {
            switch quantity {
            case .number: break
            case .factor(let factor): needed.insert(factor.name)
            case .curve(let name): needed.formUnion(Self.factors.map(\.id).filter { $0.hasPrefix(name + ".") })
            }
        }
        if needed.isEmpty { needed = ["EQ.A"] }  // money needs nothing, and a market is of something
        let bare = try market(variant, [1], only: needed).simulator(paths: 300, days: 10)
        let known = try whole.simulator(paths: 300, days: 10).valuesToday[0]
        #expect(bare.valuesToday[0] == known)
        #expect(bare.losses().allSatisfy { $0.isFinite })
    }

    /// Every row that an instrument does not declare is moved far away; what it is worth must not notice. And every row that
    /// it does declare is moved too: some row of each must matter, so that declaring everything is no way out of it.
    @Test("it reads no row of the market but those it declares", arguments: cases)
    func reads(variant: Variant) throws {
        let market = try market(variant, [1])
        let position = market.positions[0]
        let type = try Catalog.standard.kinds.instruments.choose(Specification(kind: variant.kind)).type
        let instrument = try type.init(position.instrument, asOf: market.asOf)
        let bound = BoundPosition(position, held: instrument)
        for horizon in [0.01, 0.3, 1.2] {
            let layout = MarketLayout(
                factors: Self.factors.compactMap { FactorID($0.id) },
                observationTimes: [0.005, 0.02, 0.7, horizon]
                    .filter { $0 <= horizon },
                fixings: instrument.requirements.fixings
                    + [0.005, 0.02].flatMap { time in
                        Self.factors.compactMap { FactorID($0.id).map { Fixing($0, at: time) } }
                    })
            let reads = instrument.rows(in: layout)
            #expect(reads == Set(reads).sorted() && reads.allSatisfy { $0 >= 0 && $0 < layout.rowCount })
            let revaluation = Revaluation(each: [bound], base: position.currency, layout: layout)
            let levels = layout.rows.map { Self.factors[$0.factor].level }
            func value(moving rows: [Int], by size: Double) -> Double {
                let storage = RowStorage(rowCount: revaluation.blockRowCount, pathCount: 1)
                let workspace = Revaluation.Workspace(revaluation, pathCount: 1)
                for (row, level) in levels.enumerated() { storage.rows[row, 0] = level }
                for row in rows { storage.rows[row, 0] *= size }
                return withExtendedLifetime((storage, workspace)) {
                    revaluation.evaluate(storage.rows, workspace)
                    return revaluation.values(in: storage.rows)[0, 0]
                }
            }
            let known = value(moving: [], by: 1)
            for row in 0..<layout.rowCount where !reads.contains(row) {
                for size in [0.01, 0.9, 1.1, 40] {
                    #expect(value(moving: [row], by: size).bitPattern == known.bitPattern, "row \(row) at \(horizon)")
                }
            }
            for row in reads {
                #expect(
                    [0.01, 0.5, 2, 40].contains { value(moving: [row], by: $0) != known }, "row \(row) at \(horizon)")
            }
        }
    }

    @Test("a currency of its own is that of its terms")
    func currency() throws {
        for variant in Self.cases {
            let position = try market(variant, [1]).positions[0]
            let type = try Catalog.standard.kinds.instruments.choose(Specification(kind: variant.kind)).type
            let instrument = try type.init(position.instrument, asOf: CalendarDate(iso: "2022-12-28")!)
            if let currency = instrument.currency { #expect(currency == .usDollar, "\(variant.kind)") }
        }
    }
}

private typealias Issue = Testing.Issue
