import Market
import MarketTwin
import Settings
import Simulation
import Testing

/// Every registered instrument, with the settings it needs: factors wherever it takes them.
@Suite("Instruments keep their contract")
struct InstrumentContractTests {
    static let kinds = Catalog.standard.kinds.instruments.members.map { $0.kind }
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

    /// - Parameter time: for terms, years from the valuation date.
    private func settings(_ kind: String, time: Double) throws -> [String: Value.Content] {
        let description = try #require(
            Catalog.standard.kinds.instruments.description[kind])
        var settings: [String: Value.Content] = [:]
        for setting in description.settings {
            switch setting.shape {
            case .factor(let classes): settings[setting.name] = .factor(try id(classes))
            case .quantity(let classes, _):
                let isRate = classes.contains(.interestRate)
                settings[setting.name] = .quantity(isRate ? .curve("IR.USD") : .factor(try id(classes)))
            case .term: settings[setting.name] = .term(.years(time))
            case .choice(let choices): settings[setting.name] = .text(try #require(choices.first))
            case .number(let bounds): settings[setting.name] = .number(bounds.contains(90) ? 90 : 0.5)
            case .count(let range): settings[setting.name] = .count(min(2, range.upperBound))
            default: Issue.record("give \(kind).\(setting.name) a value here")
            }
        }
        return settings
    }

    private func id(_ classes: [FactorClass]) throws -> FactorID {
        try #require(
            Self.factors.compactMap { FactorID($0.id) }.first { classes.isEmpty || classes.contains($0.factorClass) })
    }

    private func market(
        _ kind: String, _ quantities: [Double], time: Double = 0.7, books: [String]? = nil,
        only: Set<String>? = nil
    ) throws -> TestMarket {
        var market = TestMarket(factors: Self.factors.filter { only?.contains($0.id) ?? true })
        for (index, quantity) in quantities.enumerated() {
            market.hold(quantity, kind, try settings(kind, time: time), book: books?[index] ?? "Book")
        }
        return market
    }

    /// Terms before the horizon and after it.
    static let cases = kinds.flatMap { kind in [0.02, 0.7].map { (kind: kind, time: $0) } }

    @Test("its value today and at the horizon is a number", arguments: cases)
    func finite(kind: String, time: Double) throws {
        let simulator = try market(kind, [1], time: time).simulator(paths: 500, days: 10, steps: 2)
        #expect(simulator.valuesToday[0].isFinite)
        let losses = simulator.losses()
        #expect(losses.allSatisfy { $0.isFinite })
        if time > 10.0 / 252 { #expect(Set(losses).count > 1) }
    }

    @Test("its value is linear in the quantity", arguments: cases)
    func linear(kind: String, time: Double) throws {
        let one = try market(kind, [1], time: time).simulator(paths: 300, days: 10)
        let many = try market(kind, [-37.5], time: time).simulator(paths: 300, days: 10)
        let scale = abs(one.valuesToday[0]) + 1
        #expect(abs(many.valuesToday[0] + 37.5 * one.valuesToday[0]) < 1e-12 * 37.5 * scale)
        for (a, b) in zip(one.losses(), many.losses()) { #expect(abs(b + 37.5 * a) < 1e-11 * 37.5 * scale) }
    }

    /// In one book positions are netted and share what they have in common; in books of their own they do not.
    @Test("positions together are worth their sum", arguments: cases)
    func additive(kind: String, time: Double) throws {
        let quantities = [2.0, -0.5, 3.25]
        let together = try market(kind, quantities, time: time).simulator(paths: 300, days: 10)
        let apart = try market(kind, quantities, time: time, books: ["A", "B/C", "B/D"]).simulator(paths: 300, days: 10)
        let scale = 6 * (abs(apart.valuesToday[0]) + 1)
        #expect(abs(together.valuesToday[0] - apart.valuesToday[0]) < 1e-12 * scale)
        for (a, b) in zip(together.losses(), apart.losses()) { #expect(abs(a - b) < 1e-11 * scale) }
    }

    /// A row that was read without being required would be missing from the market, and trap.
    @Test("it reads no more of the market than it requires", arguments: cases)
    func requirements(kind: String, time: Double) throws {
        let whole = try market(kind, [1], time: time)
        let type = try Catalog.standard.kinds.instruments.choose(Specification(kind: kind)).type
        let instrument = try type.init(whole.positions[0].instrument, asOf: whole.asOf)
        var needed: Set<String> = []
        for (_, quantity) in instrument.requirements.quantities {
            switch quantity {
            case .number: break
            case .factor(let factor): needed.insert(factor.name)
            case .curve(let name): needed.formUnion(Self.factors.map(\.id).filter { $0.hasPrefix(name + ".") })
            }
        }
        let bare = try market(kind, [1], time: time, only: needed).simulator(paths: 300, days: 10)
        let known = try whole.simulator(paths: 300, days: 10).valuesToday[0]
        #expect(bare.valuesToday[0] == known)
        #expect(bare.losses().allSatisfy { $0.isFinite })
    }

    @Test("a currency of its own is that of its terms")
    func currency() throws {
        for kind in Self.kinds {
            let position = try market(kind, [1]).positions[0]
            let type = try Catalog.standard.kinds.instruments.choose(Specification(kind: kind)).type
            let instrument = try type.init(position.instrument, asOf: CalendarDate(iso: "2022-12-28")!)
            if let currency = instrument.currency { #expect(currency == .usDollar, "\(kind)") }
        }
    }
}

private typealias Issue = Testing.Issue
