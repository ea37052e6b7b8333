import Instruments
import Market
import Settings

/// A position whose last day has come by the valuation date.
struct ExpiredPosition {
    var id: String
    var date: CalendarDate
    /// What it paid in all, in its currency; nil where nothing tells.
    var payment: Double?
    var currency: Currency
    /// The level that decided the payment, and of which factor; nil where none did.
    var fixing: (factor: FactorID, level: Double?)?

    /// What became of it.
    var issue: DataIssue {
        let level = fixing.flatMap { fixing in fixing.level.map { " with \(fixing.factor) at \(Self.rounded($0))" } }
        let message =
            if let payment {
                "position \(id) ended on \(date)\(level ?? "") and paid \(Self.rounded(payment)) \(currency), which counts"
                    + " as cash"
            } else {
                "position \(id) ended on \(date); nothing tells what \(fixing?.factor.name ?? "it") was then, so nothing is"
                    + " counted for it"
            }
        return DataIssue(severity: .warning, date: date, rule: "expired", message: message)
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }

    /// Positions told one by one; a book of many that ended is summed up.
    static let shown = 20

    static func issues(_ all: [ExpiredPosition]) -> [DataIssue] {
        let told = all.prefix(shown).map(\.issue)
        guard all.count > shown else { return told }
        let rest = all.dropFirst(shown)
        let unknown = rest.count { $0.payment == nil }
        return told + [
            DataIssue(
                severity: .warning, date: rest.map(\.date).max(), rule: "expired",
                message: "\(rest.count) positions more have ended"
                    + (unknown > 0 ? ", \(unknown) of them with a payment that nothing tells" : ""))
        ]
    }
}

extension Inventory {
    /// A position that has ended, as the money it paid; any other as it is.
    ///
    /// A level on the last day comes from the scenario where that is the valuation date, else from the history, of that day or
    /// of at most four days before it.
    mutating func settled(_ written: Scenario.WrittenPosition, _ data: MarketData) -> Scenario.WrittenPosition {
        guard scenario.expired == .settle,
            let settlement = written.instrument.type.settlement(written.instrument.specification),
            settlement.date <= asOf
        else { return written }
        let level = settlement.fixing.flatMap { factor in self.level(of: factor, on: settlement.date, data) }
        let unit = settlement.fixing == nil ? settlement.payment(0) : level.map(settlement.payment)
        var cash = written
        cash.instrument = .cash
        cash.currency = settlement.currency ?? written.currency
        cash.quantity = written.quantity * (unit ?? 0)
        expired.append(
            ExpiredPosition(
                id: written.id, date: settlement.date, payment: unit.map { written.quantity * $0 },
                currency: cash.currency ?? scenario.baseCurrency, fixing: settlement.fixing.map { ($0, level) }))
        return cash
    }

    private func level(of factor: FactorID, on date: CalendarDate, _ data: MarketData) -> Double? {
        if date == asOf, let stated = scenario.levels.last(where: { $0.factor == factor }) {
            return stated.level.content
        }
        return data.written(factor, on: date, within: 4, asQuoted: true)?.level
    }
}
