import Market
import Settings

extension Specification {
    /// A term that must lie after the valuation date, by more than the rounding of a year fraction, in years from it.
    func future(_ setting: String, asOf: CalendarDate) throws(InstrumentProblem) -> Double {
        let term = term(setting)
        let years = term.years(from: asOf)
        guard years > MarketLayout.rounding else {
            if case .date(let date) = term {
                throw InstrumentProblem(
                    setting, "\(date) is not after the valuation date \(asOf): the instrument has expired",
                    hint: "take the position out of the portfolio, or correct the date")
            }
            throw InstrumentProblem(setting, "the time must be greater than 0")
        }
        return years
    }

    /// A factor that must be the exchange rate of two currencies.
    func currencyPair(_ setting: String) throws(InstrumentProblem) -> FactorID {
        let factor = factor(setting)
        guard let pair = factor.currencyPair, pair.base != pair.quote else {
            throw InstrumentProblem(
                setting, "\(factor) is no exchange rate of two currencies",
                hint: "write it as in FX.EURUSD, one EUR in USD")
        }
        return factor
    }
}
