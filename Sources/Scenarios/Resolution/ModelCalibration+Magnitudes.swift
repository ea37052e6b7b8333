import DataSources
import Market
import Processes
import Settings

/// What no market can have: moves that leave all numbers behind within days, and rates that are none.
extension ModelCalibration {
    /// Of volatilities and drifts of logarithms, a year: at 10,000 % a level is a thousand times as high within a few days.
    private static let largestRelative = 100.0
    /// Of rates, spreads and implied volatilities, which are fractions; written in basis points they are still below.
    private static let largestFraction = 1e4

    /// Says so where a factor whose logarithm moves would leave all numbers behind, or a rate moves as none can.
    mutating func isPossible(
        volatility: Double, drift: Double, of factor: FactorID, process: Chosen<any AssetProcess.Type>
    ) -> Bool {
        let isLogarithmic = process.type.change(process.specification) == .logarithmic
        guard let largest = isLogarithmic ? Self.largestRelative : Self.largestMove(of: factor.factorClass) else {
            return true
        }
        let stated = scenario.volatilities.last { $0.factor == factor }?.volatility
        let rule = rule(for: factor)
        let place = rule.map { (location: $0.location, path: $0.path) }
        func refuse(_ what: String, _ value: Double, at place: (location: SourceLocation?, path: String)?) -> Bool {
            let isRead = place == nil && data.history.index(of: factor) != nil
            issues.append(
                Issue(
                    "the \(what) of \(factor) is \(value) a year, too large for the process \(process.kind)",
                    hint: isRead
                        ? "its levels in the history cannot be right"
                        : "write it as in 20%; no market moves by more than \(Int(largest * 100))% a year",
                    at: place?.location ?? scenario.history.first?.location, path: place?.path ?? "market.history"))
            return false
        }
        if !(volatility <= largest) {
            let isOwn = rule?.content.process.flatMap { $0.type.volatility(in: $0.specification) } != nil
            return refuse("volatility", volatility, at: isOwn ? place : stated.map { ($0.location, $0.path) })
        }
        if !(drift.magnitude <= largest) {
            return refuse("drift", drift, at: process.specification.has("drift") ? place : nil)
        }
        return true
    }

    /// Of the absolute moves of a class, a year; nil for prices, whose unit may be anything.
    private static func largestMove(of factorClass: FactorClass) -> Double? {
        switch factorClass {
        case .equity, .foreignExchange, .commodity: nil
        case .interestRate, .creditSpread, .volatility: largestFraction
        }
    }

    /// Nil where a level is positive, or need not be: a price may be below zero where its process allows for it and the scenario
    /// keeps such levels.
    ///
    /// - Parameter stated: nil for the last of the history.
    func nonPositive(
        _ level: Double, of factor: FactorID, process: Chosen<any AssetProcess.Type>,
        at stated: Scenario.Located<Double>?
    ) -> Issue? {
        guard level <= 0 else { return nil }
        let needsPositive = process.type.change(process.specification) == .logarithmic
        guard needsPositive || factor.factorClass.isPositive && scenario.refusesNonPositive else { return nil }
        let last = stated == nil ? data.lastLevel(of: factor).flatMap { data.location(of: factor, on: $0.date) } : nil
        let hint =
            factor.factorClass.isPositive && scenario.refusesNonPositive
            ? "it must be greater than 0 for this class of factor; a price that is truly below zero needs a process of absolute"
                + " changes and dataQuality: {\(NonPositiveLevel.kind): {action: report}}"
            : "it must be greater than 0 for a \(process.kind)"
        return Issue(
            "the level of \(factor) is \(level)" + (stated == nil ? ", the last of its history" : ""), hint: hint,
            at: stated?.location ?? last ?? scenario.history.first?.location, path: stated?.path ?? "market.history",
            about: .level(of: factor), from: [.rules])
    }

    /// Says so where a volatility is more than any market has had; false where that ends the work.
    ///
    /// - Parameter isTyped: whether a person wrote it, rather than the history.
    mutating func isPlausible(
        volatility: Double, isTyped: Bool, of factor: FactorID, process: Chosen<any AssetProcess.Type>
    ) -> Bool {
        let isRelative = process.type.change(process.specification) == .logarithmic
        // The changes of rates in a history are looked at where it is read.
        guard isTyped || isRelative,
            let complaint = plausibility.complaint(
                volatility: volatility, of: factor, isRelative: isRelative, isTyped: isTyped)
        else { return true }
        // Of a history it is a doubt, not a mistake: there are markets that move so for a while.
        guard plausibility.refuses, isTyped else {
            notes.append(complaint)
            return true
        }
        let stated = scenario.volatilities.last { $0.factor == factor }?.volatility
        let rule = rule(for: factor)
        let place =
            stated.map { ($0.location, $0.path) } ?? rule.map { ($0.location, $0.path) }
            ?? proxy(for: factor).map { ($0.location, $0.path) }
        issues.append(
            Issue(
                complaint, hint: plausibility.hint, at: place?.0, path: place?.1 ?? "market.volatilities",
                about: .volatility(of: factor)))
        return false
    }

    /// Asks about volatilities and drifts that are typed and may be meant, and rarely are.
    mutating func doubt(volatility: Double?, drift: Double?, of factor: FactorID) {
        switch factor.factorClass {
        case .equity, .commodity:
            guard let volatility, volatility > 0, volatility < 0.01 else { break }
            notes.append(
                "The volatility of \(factor) is \(PlausibleLimits.question(volatility, within: 0)) a year as the scenario says: is"
                    + " it \(PlausibleLimits.question(volatility * 100, within: 0))?")
        case .foreignExchange, .interestRate, .creditSpread, .volatility: break
        }
        if let drift, drift.magnitude > 1, factor.factorClass.change == .logarithmic {
            notes.append(
                "The drift of \(factor) is \(PlausibleLimits.question(drift, within: 0)) a year as the scenario says: is a percent"
                    + " sign left out?")
        }
    }

    /// Nil where a level may be one; no rate, spread or volatility is a million percent.
    ///
    /// - Parameter stated: nil for the last of the history.
    func impossibleLevel(_ level: Double, of factor: FactorID, at stated: Scenario.Located<Double>?) -> Issue? {
        switch factor.factorClass {
        case .equity, .foreignExchange, .commodity: return nil
        case .interestRate, .creditSpread, .volatility:
            guard level.magnitude > Self.largestFraction else { return nil }
            return Issue(
                "the level of \(factor) is \(level), too large for a factor of class \(factor.factorClass.title)",
                hint: "write it as in 4.7%, or 0.047 in a file",
                at: stated?.location ?? scenario.history.first?.location, path: stated?.path ?? "market.history")
        }
    }
}
