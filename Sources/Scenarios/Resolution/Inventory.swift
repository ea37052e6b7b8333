import Instruments
import Market
import Settings
import Simulation

/// What a portfolio needs of the market: its positions with curves told from factors, and every factor they use.
struct Inventory {
    var positions: [BoundPosition] = []
    /// In the order of the market's own list.
    var factors: [FactorID] = []
    var issues: [Issue] = []

    private let scenario: Scenario
    private let available: [FactorID]
    private let known: Set<FactorID>
    private let curves: [String: [MarketLayout.Node]]
    private var needed: Set<FactorID> = []
    /// By currency, nil where no exchange rate leads to the base currency.
    private var conversions: [Currency: CurrencyConversion?] = [:]

    /// - Parameters:
    ///   - available: every factor that the history or the scenario names, in their order.
    ///   - further: factors wanted beside those of the portfolio, where they are available.
    init(
        _ written: [Scenario.WrittenPosition], scenario: Scenario, asOf: CalendarDate, available: [FactorID],
        further: [FactorID] = []
    ) {
        self.scenario = scenario
        self.available = available
        known = Set(available)
        curves = MarketLayout.curves(of: available)
        needed.formUnion(further)
        var ids: [String: SourceLocation?] = [:]
        for position in written {
            if let earlier = ids.updateValue(position.location, forKey: position.id) {
                let place = earlier.map { "\($0.file):\($0.line)" } ?? "another place"
                issues.append(
                    Issue(
                        "the position id “\(position.id)” is used twice", hint: "it stands at \(place) too",
                        at: position.location, path: position.path))
            }
            add(position, asOf: asOf)
        }
        for proxy in scenario.proxies where needed.contains(proxy.content.factor) {
            require(proxy.content.follows, of: proxy)
        }
        factors = available.filter { needed.contains($0) }
    }

    private mutating func add(_ written: Scenario.WrittenPosition, asOf: CalendarDate) {
        checkBook(written)
        let specification = withCurves(written)
        let instrument: any Instrument
        do {
            instrument = try written.instrument.type.init(specification, asOf: asOf)
        } catch {
            issues.append(
                Issue(
                    error.message, hint: error.hint, at: written.settingLocations[error.setting] ?? written.location,
                    path: "\(written.path).\(error.setting)"))
            return
        }
        for (setting, quantity) in instrument.requirements.quantities {
            require(quantity, setting: setting, of: written)
        }
        let currency = currency(of: instrument, written)
        positions.append(
            BoundPosition(
                Position(
                    id: written.id, book: written.book, quantity: written.quantity, currency: currency,
                    instrument: specification), held: instrument))
        guard let conversion = conversion(from: currency) else {
            issues.append(
                Issue(
                    "its currency is \(currency), and no exchange rate leads to \(scenario.baseCurrency)",
                    hint: "give FX.\(currency)\(scenario.baseCurrency) a history, or a level and a volatility",
                    at: written.location, path: written.path,
                    from: FactorID("FX.\(currency)\(scenario.baseCurrency)").map { Issue.Subject.data(of: $0) } ?? []))
            return
        }
        for link in conversion.links { needed.insert(link.factor) }
    }

    private mutating func conversion(from currency: Currency) -> CurrencyConversion? {
        if let known = conversions[currency] { return known }
        let conversion = CurrencyConversion(from: currency, to: scenario.baseCurrency, factors: available)
        conversions[currency] = .some(conversion)
        return conversion
    }

    /// Names that are no factor, but have nodes below them, are curves.
    private func withCurves(_ written: Scenario.WrittenPosition) -> Specification {
        var specification = written.instrument.specification
        for (name, content) in specification.settings {
            if case .quantity(.factor(let factor)) = content, !known.contains(factor), curves[factor.name] != nil {
                specification.settings[name] = .quantity(.curve(factor.name))
            }
        }
        return specification
    }

    private mutating func require(_ quantity: Quantity, setting: String, of written: Scenario.WrittenPosition) {
        switch quantity {
        case .number: break
        case .curve(let name): needed.formUnion((curves[name] ?? []).map(\.factor))
        case .factor(let factor):
            if known.contains(factor) {
                needed.insert(factor)
            } else {
                let names = available.map(\.name) + curves.keys.sorted()
                let near = Suggestion.nearest(to: factor.name, among: names).map { "did you mean “\($0)”? " } ?? ""
                issues.append(
                    Issue(
                        "no data names the factor \(factor)",
                        hint: near + "give it a column in the history, or a level and a volatility in the scenario",
                        at: written.settingLocations[setting] ?? written.location, path: "\(written.path).\(setting)",
                        from: Issue.Subject.data(of: factor)))
            }
        }
    }

    /// The factor that another follows is one of the market, whether a position has it or not.
    private mutating func require(_ factor: FactorID, of proxy: Scenario.Located<Scenario.Proxy>) {
        guard !known.contains(factor) else {
            needed.insert(factor)
            return
        }
        issues.append(
            Issue(
                "\(proxy.content.factor) follows \(factor), and no data names that factor",
                hint: Suggestion.hint(for: factor.name, among: available.map(\.name)), at: proxy.location,
                path: "\(proxy.path).follows", about: .setting(["market", "proxies"]),
                from: Issue.Subject.data(of: factor)))
    }

    private mutating func currency(of instrument: any Instrument, _ written: Scenario.WrittenPosition) -> Currency {
        guard let own = instrument.currency else { return written.currency ?? scenario.baseCurrency }
        if let stated = written.currency, stated != own {
            issues.append(
                Issue(
                    "position \(written.id) is said to be in \(stated), but its terms make it \(own)",
                    hint: "leave the currency out, or write \(own)", at: written.location, path: written.path))
        }
        return own
    }

    private mutating func checkBook(_ written: Scenario.WrittenPosition) {
        let parts = written.book.split(separator: "/", omittingEmptySubsequences: false)
        if !written.book.isEmpty, parts.contains(where: \.isEmpty) {
            issues.append(
                Issue(
                    "the book “\(written.book)” has an empty part", hint: "write it as in Equity/US/Tech",
                    at: written.location, path: written.path))
        }
    }
}
