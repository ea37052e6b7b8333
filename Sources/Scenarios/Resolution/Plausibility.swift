import DataSources
import Instruments
import Market
import Settings

/// Whether figures that are typed into a scenario or a portfolio can be meant: percent signs left out, slips of an exponent.
package struct Plausibility {
    private let rule: ImplausibleLevel

    package init(_ scenario: Scenario) {
        let chosen = scenario.qualityRules.first { $0.type is ImplausibleLevel.Type }
        rule = chosen.map { ImplausibleLevel($0.specification) } ?? ImplausibleLevel()
    }

    /// Whether what is found is wrong, rather than to be told.
    var refuses: Bool { rule.treatment.action != .report }

    /// What a reader is to do.
    var hint: String {
        "correct it, or raise the limit or name an exception in dataQuality.\(ImplausibleLevel.kind)"
    }

    /// What is wrong with a level of today; nil where nothing is.
    func complaint(level: Double, of factor: FactorID) -> String? {
        guard !rule.excepts(factor), let limit = rule.limits.level(of: factor.factorClass), level.magnitude > limit
        else {
            return nil
        }
        return "the level of \(factor) is \(level), which is \(PlausibleLimits.question(level, within: limit))"
    }

    /// What to doubt of a level that a stress takes a factor to; nil where nothing is.
    ///
    /// Prices may fall by any part of themselves; what multiplies one is most often a percent sign left out.
    package func doubt(stressed level: Double, from today: Double, of factor: FactorID) -> String? {
        guard !rule.excepts(factor) else { return nil }
        if let limit = rule.limits.level(of: factor.factorClass) {
            guard level.magnitude > limit, today.magnitude <= limit else { return nil }
            return "\(factor) is taken to \(PlausibleLimits.question(level, within: limit))"
        }
        guard today > 0, level > today * Self.largestRise else { return nil }
        let times = (level / today * 100).rounded() / 100
        return "\(factor) is taken to \(times) times its level: is a percent sign left out?"
    }

    /// As a multiple of today: more than stated stresses of shares, currencies and metals are; power may.
    private static let largestRise = 5.0

    /// What is wrong with an annual volatility; nil where nothing is.
    ///
    /// - Parameters:
    ///   - isRelative: whether it is one of relative changes.
    ///   - isTyped: whether a person wrote it, rather than the history.
    func complaint(volatility: Double, of factor: FactorID, isRelative: Bool, isTyped: Bool) -> String? {
        guard !rule.excepts(factor),
            let limit = rule.limits.volatility(of: factor.factorClass, isRelative: isRelative), volatility > limit
        else { return nil }
        let percent = (volatility * 1e4).rounded() / 100
        let digits = percent < 1e15 && percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
        return "The volatility of \(factor) is \(digits)% a year"
            + (isTyped
                ? " as the scenario says: is a percent sign left out?" : " by its history: are its levels in one unit?")
    }

    /// What is wrong with the rates and volatilities that a position states.
    func issues(with position: Scenario.WrittenPosition) -> [Issue] {
        position.instrument.type.settings.compactMap { setting in
            guard let (number, limit) = fraction(setting, of: position), number.magnitude > limit else { return nil }
            return Issue(
                "\(number) is \(PlausibleLimits.question(number, within: limit))", hint: hint,
                at: position.settingLocations[setting.name] ?? position.location,
                path: "\(position.path).\(setting.name)")
        }
    }

    /// What to doubt of the rates and volatilities that a position states, where they are not refused.
    func doubts(with position: Scenario.WrittenPosition) -> [String] {
        position.instrument.type.settings.compactMap { setting in
            guard let (number, limit) = fraction(setting, of: position), number.magnitude <= limit else { return nil }
            let classes: [FactorClass] =
                if case .quantity(let classes, _) = setting.shape { classes } else { [.interestRate] }
            return classes.first.flatMap { Self.doubt(typed: number, of: $0) }.map {
                "The \(setting.name) of position \(position.id) is \($0)"
            }
        }
    }

    /// What to doubt of a typed level that may be meant: rates of 30 % and spreads of 50 % there are, and rarely.
    static func doubt(typed number: Double, of factorClass: FactorClass) -> String? {
        switch factorClass {
        case .interestRate: number.magnitude > 0.3 ? PlausibleLimits.question(number, within: 0.3) : nil
        case .creditSpread: number.magnitude > 0.5 ? PlausibleLimits.question(number, within: 0.5) : nil
        case .volatility:
            number > 1.5
                ? PlausibleLimits.question(number, within: 1.5)
                : number > 0 && number < 0.01
                    ? PlausibleLimits.question(number, within: 0)
                        + ": is it \(PlausibleLimits.question(number * 100, within: 0))?"
                    : nil
        case .equity, .foreignExchange, .commodity: nil
        }
    }

    /// What a position writes under a setting that is a rate, a spread, a volatility or a coupon, and what is believed of it.
    private func fraction(
        _ setting: Setting, of position: Scenario.WrittenPosition
    ) -> (number: Double, limit: Double)? {
        switch (setting.shape, position.instrument.specification.settings[setting.name]) {
        case (.quantity(let classes, _), .quantity(.number(let number))?):
            return classes.compactMap { rule.limits.level(of: $0) }.max().map { (number, $0) }
        case (.number, .number(let number)?):
            let isRate = position.instrument.type.rateSettings.contains(setting.name)
            return isRate ? rule.limits.level(of: .interestRate).map { (number, $0) } : nil
        default: return nil
        }
    }

    /// What is wrong with a strike beside today's level of what it is a price of; nil where nothing is.
    func issue(strikeOf position: Scenario.WrittenPosition, level: (FactorID) -> Double?) -> Issue? {
        let settings = position.instrument.specification.settings
        guard let name = position.instrument.type.strikeSetting, case .number(let strike)? = settings[name],
            case .factor(let factor)? = settings["factor"], !rule.excepts(factor), let level = level(factor), level > 0,
            strike > 0
        else { return nil }
        let times = max(strike / level, level / strike)
        let isTurned = factor.factorClass == .foreignExchange && (0.5...2).contains(strike * level)
        // A call for a cent is a way to hold a share; one for a hundredth of its price is a price in another unit.
        guard times > Self.furthestStrike, strike > level || isTurned || times < Self.nominalStrike else { return nil }
        let whole = Int(min(times, 1e15).rounded())
        let gap = strike > level ? "\(whole) times" : "1/\(whole) of"
        return Issue(
            "the strike \(strike) is \(gap) the level of \(factor), \(level)"
                + (isTurned ? ": is it a rate the other way round?" : ": is it in another unit?"),
            hint: hint, at: position.settingLocations[name] ?? position.location, path: "\(position.path).\(name)")
    }

    /// Beyond, an option is worth all or nothing whatever happens.
    private static let furthestStrike = 20.0
    private static let nominalStrike = 500.0

    /// What to doubt of a quantity; nil where nothing is. There are currencies of which many units are held.
    func doubt(quantityOf position: Scenario.WrittenPosition) -> String? {
        guard position.quantity.magnitude > rule.limits.quantity else { return nil }
        return "The quantity of position \(position.id) is \(position.quantity): is its exponent right?"
    }
}

extension Scenario {
    /// What is done where exchange rates contradict each other.
    var contradictingQuotes: ContradictingQuotes? {
        qualityRules.first { $0.type is ContradictingQuotes.Type }.map { ContradictingQuotes($0.specification) }
    }

    /// Whether a price of zero or less is refused, rather than kept and told.
    var refusesNonPositive: Bool {
        qualityRules.first { $0.type is NonPositiveLevel.Type }
            .map { NonPositiveLevel($0.specification).treatment.action != .report } ?? true
    }
}
