/// What a European option pays: at expiry, the excess of the spot over the strike (a call) or the reverse (a put).
public struct EuropeanOptionTerms: Sendable {
    public var isCall: Bool
    public var strike: Double
    /// Years to expiry; zero means now.
    public var time: Double

    public init(isCall: Bool, strike: Double, time: Double) {
        self.isCall = isCall
        self.strike = strike
        self.time = time
    }
}
