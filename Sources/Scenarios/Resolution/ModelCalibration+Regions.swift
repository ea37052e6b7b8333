import Calibration
import Market
import Settings

/// Remarks on daily correlations of markets that close at different hours.
extension ModelCalibration {
    /// Where the markets of a currency close, from east to west.
    private enum Region: String {
        case asia = "Asia and the Pacific"
        case europe = "Europe"
        case america = "America"

        init?(_ currency: Currency) {
            switch currency.code {
            case "JPY", "CNY", "CNH", "HKD", "KRW", "TWD", "SGD", "AUD", "NZD", "INR", "THB", "IDR", "MYR", "PHP":
                self = .asia
            case "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "TRY", "ZAR", "ILS": self = .europe
            case "USD", "CAD", "BRL", "MXN", "CLP", "COP", "PEN", "ARS": self = .america
            default: return nil
            }
        }
    }

    /// - Parameter currencies: of the positions that read each equity factor.
    func delayIssues(currencies: [FactorID: Set<Currency>]) -> [DataIssue] {
        guard let history = changes, !scenario.covariance.type.seesLags, history.reference.isDaily else { return [] }
        let advice =
            "take calibration.covariance {kind: newey-west}, {kind: lead-lag} or {kind: overlapping, days: 5}"
        let pairs = history.delayedPairs
        if let first = pairs.first {
            func short(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
            let rest = pairs.count > 1 ? " (and \(pairs.count - 1) more pairs)" : ""
            return [
                DataIssue(
                    severity: .warning, factor: first.follower, rule: "delayed-changes",
                    message: "\(first.follower) follows \(first.leader) a day later: its changes correlate by"
                        + " \(short(first.delayed)) with those of the day before, by \(short(first.sameDay)) with those of the"
                        + " same day\(rest). Closes at different hours do that, and daily correlations, used raw, understate"
                        + " what they share; \(advice)")
            ]
        }
        var regions: [Region: FactorID] = [:]
        for factor in history.factors where factor.factorClass == .equity {
            for currency in (currencies[factor] ?? []).sorted(by: { $0.code < $1.code }) {
                if let region = Region(currency) { regions[region] = regions[region] ?? factor }
            }
        }
        guard regions.count > 1 else { return [] }
        let named = regions.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.value) in \($0.key.rawValue)" }.joined(separator: ", ")
        return [
            DataIssue(
                severity: .information, rule: "delayed-changes",
                message:
                    "daily correlations across regions are used raw (\(named)): their markets close at different hours,"
                    + " which lets correlations look smaller; \(advice)")
        ]
    }
}
