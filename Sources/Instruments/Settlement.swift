import Market
import Settings

/// What an instrument whose last day has come paid then.
public struct Settlement: Sendable {
    /// Of the last payment.
    public var date: CalendarDate
    /// The setting that says so.
    public var setting: String
    /// The factor whose level on that day decides the payment; nil where none does.
    public var fixing: FactorID?
    /// The currency of the payment where that follows from the terms; nil where the position says.
    public var currency: Currency?
    /// What one unit paid, given the level of the fixing; the level is ignored where there is none.
    public var payment: @Sendable (Double) -> Double

    public init(
        on date: CalendarDate, setting: String, fixing: FactorID? = nil, currency: Currency? = nil,
        payment: @escaping @Sendable (Double) -> Double
    ) {
        self.date = date
        self.setting = setting
        self.fixing = fixing
        self.currency = currency
        self.payment = payment
    }
}

extension Instrument {
    public static func settlement(_ specification: Specification) -> Settlement? { nil }

    public static func money(_ specification: Specification) -> Currency? { nil }
}

extension Specification {
    /// The date of a term; nil where it is a time from the valuation date.
    func day(_ setting: String) -> CalendarDate? {
        if case .date(let date) = term(setting) { date } else { nil }
    }
}
