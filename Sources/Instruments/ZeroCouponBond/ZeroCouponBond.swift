import Market
import Settings

/// A promise to pay the face amount at maturity, worth face · exp(−(rate + spread)·τ).
///
/// Source: J. Hull, “Options, Futures, and Other Derivatives”, 9th ed., section 4.4.
public struct ZeroCouponBond: DiscountedCashFlows {
    public static let kind = "zero-coupon-bond"
    public static let canOwe = false
    public static let summary = "pays its face amount at maturity"
    public static let settings =
        [Setting("maturity", .term, .required, "when the face amount is paid")] + discountSettings

    /// Years from the valuation date.
    public let maturity: Double
    public let face: Double
    public let rate: Quantity
    public let spread: Quantity

    public init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem) {
        maturity = try specification.future("maturity", asOf: asOf)
        face = specification.number("face")
        rate = specification.quantity("rate")
        spread = specification.quantity("spread")
    }

    public static func settlement(_ specification: Specification) -> Settlement? {
        redemption(specification, paying: specification.number("face"))
    }

    var cashFlows: [(time: Double, amount: Double)] { [(maturity, face)] }
}
