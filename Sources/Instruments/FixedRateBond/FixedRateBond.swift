import Market
import Settings

/// A bond that pays a fixed coupon and its face amount, valued with what has accrued (the dirty price).
///
/// Coupons of face · coupon / frequency fall on the maturity and every 12 / frequency months before it; each is
/// discounted at the zero rate of its own time plus the spread. A coupon paid before the horizon counts as cash.
/// Source: J. Hull, “Options, Futures, and Other Derivatives”, 9th ed., section 4.6.
public struct FixedRateBond: DiscountedCashFlows {
    public static let kind = "fixed-rate-bond"
    public static let summary = "pays a fixed coupon, and its face amount at maturity"
    public static let settings =
        [
            Setting("coupon", .number(), .required, "a year, as a fraction of the face amount: 4.5%"),
            Setting("maturity", .term, .required, "when the face amount is paid"),
            Setting(
                "frequency", .count(1...12), .defaulted(.count(2)), "coupon payments a year: 1, 2, 3, 4, 6 or 12"),
        ] + discountSettings

    public static let rateSettings: Set = ["coupon"]

    public let coupon: Double
    public let frequency: Int
    public let face: Double
    public let rate: Quantity
    public let spread: Quantity
    /// Payments a unit, the last first: years from the valuation date, and amounts.
    let cashFlows: [(time: Double, amount: Double)]

    public init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem) {
        coupon = specification.number("coupon")
        frequency = specification.count("frequency")
        guard 12.isMultiple(of: frequency) else {
            throw InstrumentProblem(
                "frequency", "\(frequency) coupons a year are not whole months apart", hint: "1, 2, 3, 4, 6 or 12")
        }
        face = specification.number("face")
        rate = specification.quantity("rate")
        spread = specification.quantity("spread")
        let maturity = try specification.future("maturity", asOf: asOf)
        guard maturity <= 200 else {
            throw InstrumentProblem("maturity", "lies more than 200 years ahead")
        }
        let redemption = face
        let payment = face * coupon / Double(frequency)
        cashFlows = Self.times(until: specification.term("maturity"), frequency: frequency, asOf: asOf)
            .enumerated().map { index, time in (time, index == 0 ? payment + redemption : payment) }
    }

    public static func settlement(_ specification: Specification) -> Settlement? {
        let interest = specification.number("coupon") / Double(specification.count("frequency"))
        return redemption(specification, paying: specification.number("face") * (1 + interest))
    }

    /// Payment times after the valuation date, the last first.
    private static func times(until maturity: Term, frequency: Int, asOf: CalendarDate) -> [Double] {
        var times: [Double] = []
        while true {
            let time =
                switch maturity {
                case .date(let date):
                    // Before the year 0 there is no date, so a coupon that would fall there is past.
                    date.components.year * frequency < times.count
                        ? 0 : date.adding(months: -times.count * 12 / frequency).years(since: asOf)
                case .years(let years): years - Double(times.count) / Double(frequency)
                }
            guard time > 1e-9 else { return times }
            times.append(time)
        }
    }
}
