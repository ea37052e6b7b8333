import Instruments
import Market
import Settings
import Simulation

/// What a portfolio needs of the market: its positions with curves told from factors, and every factor they use.
struct Inventory {
    var positions: [BoundPosition] = []
    /// By id.
    var factors: [FactorID] = []
    var issues: [Issue] = []
    /// Which rates stand in for others, and on which way amounts reach the base currency.
    var notes: [String] = []
    /// What the data say twice, and not the same.
    var dataIssues: [DataIssue] = []
    /// Positions whose last day has come.
    var expired: [ExpiredPosition] = []

    let scenario: Scenario
    let asOf: CalendarDate
    let available: [FactorID]
    private let known: Set<FactorID>
    private let curves: [String: [MarketLayout.Node]]
    private let plausibility: Plausibility
    private var needed: Set<FactorID> = []
    /// By currency, nil where no exchange rate leads to the base currency.
    private var conversions: [Currency: CurrencyConversion?] = [:]

    /// - Parameters:
    ///   - data: every factor that the history or the scenario names, and what is known of its levels.
    ///   - further: factors wanted beside those of the portfolio, where they are available.
    init(
        _ written: [Scenario.WrittenPosition], scenario: Scenario, asOf: CalendarDate, data: MarketData,
        further: [FactorID] = []
    ) {
        self.scenario = scenario
        self.asOf = asOf
        available = data.available
        known = Set(available)
        curves = MarketLayout.curves(of: available)
        plausibility = Plausibility(scenario)
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
            let position = settled(quoted(position), data)
            checkStrike(of: position, data)
            add(position)
        }
        for proxy in scenario.proxies where needed.contains(proxy.content.factor) {
            require(proxy.content.follows, of: proxy)
        }
        factors = available.filter { needed.contains($0) }
        noteCrosses()
        checkQuotes(of: needed, data)
    }

    private mutating func add(_ written: Scenario.WrittenPosition) {
        checkBook(written)
        for issue in plausibility.issues(with: written) {
            if plausibility.refuses { issues.append(issue) } else { note("Position \(written.id): \(issue.message).") }
        }
        for doubt in plausibility.doubts(with: written) { note(doubt + (doubt.last == "?" ? "" : ".")) }
        if let doubt = plausibility.doubt(quantityOf: written) { note(doubt) }
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
            let (major, base) = (currency.major, scenario.baseCurrency.major)
            issues.append(
                Issue(
                    "its currency is \(currency), and no exchange rate leads to \(scenario.baseCurrency)",
                    hint: "give FX.\(major)\(base) a history, or a level and a volatility",
                    at: written.location, path: written.path,
                    from: FactorID("FX.\(major)\(base)").map { Issue.Subject.data(of: $0) } ?? []))
            return
        }
        for link in conversion.links { needed.insert(link.factor) }
    }

    private mutating func checkStrike(of position: Scenario.WrittenPosition, _ data: MarketData) {
        let found = plausibility.issue(strikeOf: position) { [scenario, asOf] factor in
            scenario.levels.last { $0.factor == factor }?.level.content
                ?? data.written(factor, on: asOf, within: 31)?.level
        }
        guard let found else { return }
        if plausibility.refuses { issues.append(found) } else { note("Position \(position.id): \(found.message)") }
    }

    mutating func conversion(from currency: Currency) -> CurrencyConversion? {
        if let known = conversions[currency] { return known }
        let conversion = CurrencyConversion(from: currency, to: scenario.baseCurrency, factors: available)
        conversions[currency] = .some(conversion)
        return conversion
    }

    /// An amount of money whose rate nobody quotes is worth what any other way to the base currency makes of it.
    private mutating func quoted(_ written: Scenario.WrittenPosition) -> Scenario.WrittenPosition {
        let specification = written.instrument.specification
        guard let money = written.instrument.type.money(specification),
            case .factor(let factor)? = specification.settings["factor"], !known.contains(factor),
            let conversion = conversion(from: money), !conversion.links.isEmpty || money == scenario.baseCurrency
        else { return written }
        let way = conversion.links.isEmpty ? "\(money) is the base currency" : "by \(conversion.words)"
        note("No data names \(factor): \(money) is valued in \(scenario.baseCurrency) \(way).")
        var amount = written
        amount.currency = money
        amount.instrument = .cash
        return amount
    }

    private mutating func note(_ text: String) {
        if !notes.contains(text) { notes.append(text) }
    }

    /// Ways over more than one rate are no more than a choice of several, and so are told.
    private mutating func noteCrosses() {
        for (currency, conversion) in conversions.sorted(by: { $0.key < $1.key }) {
            guard let conversion, conversion.links.count > 1 else { continue }
            note("Amounts in \(currency) become \(scenario.baseCurrency) by \(conversion.words).")
        }
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
                issues.append(
                    Issue(
                        "no data names the factor \(factor)",
                        hint: hint(for: factor), at: written.settingLocations[setting] ?? written.location,
                        path: "\(written.path).\(setting)", from: Issue.Subject.data(of: factor)))
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

    private func hint(for factor: FactorID) -> String {
        if let pair = factor.currencyPair,
            let inverse = FactorID("FX.\(pair.quote)\(pair.base)"), known.contains(inverse)
        {
            return "\(inverse) is quoted the other way round: state the contract on that, or give \(factor) a history"
        }
        let names = available.map(\.name) + curves.keys.sorted()
        let near = Suggestion.nearest(to: factor.name, among: names).map { "did you mean “\($0)”? " } ?? ""
        return near + "give it a column in the history, or a level and a volatility in the scenario"
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

extension Chosen<any Instrument.Type> {
    /// Money in the position's currency.
    static var cash: Chosen { Chosen(Cash.self) { $0 } }
}
