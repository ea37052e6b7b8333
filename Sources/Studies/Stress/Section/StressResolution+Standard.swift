import LinearAlgebra
import Market

/// What is looked at where a scenario file has no stress section: each class by itself, and the worst two weeks.
///
/// Equities and commodities ± 20 %, exchange rates ± 10 %, rates and spreads ± 100 bp in parallel, implied volatilities
/// ± 10 points, as far as the portfolio has them and levels stay possible; and the worst 10 days of the history.
extension StressResolution {
    func standard() -> [StressScenario] {
        let shocks: [(FactorClass, String, Shock, Shock)] = [
            (.equity, "Equities", .relative(-0.2), .relative(0.2)),
            (.commodity, "Commodities", .relative(-0.2), .relative(0.2)),
            (.foreignExchange, "Exchange rates", .relative(-0.1), .relative(0.1)),
            (.interestRate, "Rates", .absolute(-0.01), .absolute(0.01)),
            (.creditSpread, "Credit spreads", .absolute(-0.01), .absolute(0.01)),
            (.volatility, "Volatilities", .absolute(-0.1), .absolute(0.1)),
        ]
        var scenarios: [StressScenario] = []
        for (factorClass, title, down, up) in shocks where factors.contains(where: { $0.factorClass == factorClass }) {
            for shock in [down, up] {
                let levels = factors.indices.map { index in
                    factors[index].factorClass == factorClass
                        ? shock.applied(to: law.levels[index]) : law.levels[index]
                }
                let isPossible = factors.indices.allSatisfy { levels[$0] > 0 || !factors[$0].factorClass.isPositive }
                guard isPossible else { continue }
                scenarios.append(
                    StressScenario(
                        name: "\(title) \(Self.words(shock, factorClass))", kind: "shocks", words: "",
                        states: .stated(levels)))
            }
        }
        let days = 10
        if factors.allSatisfy({ base.history.index(of: $0) != nil }), let windows = windows(of: days) {
            scenarios.append(
                StressScenario(
                    name: "Worst \(days) days of the history", kind: "worst",
                    words: "the worst of \(windows.dates.count) windows of \(days) business days",
                    states: .windows(windows.dates, windows.levels)))
        }
        return scenarios
    }

    private static func words(_ shock: Shock, _ factorClass: FactorClass) -> String {
        switch shock {
        case .relative(let change): WrittenShock(change, .percent).text
        case .absolute(let change): WrittenShock(change, factorClass == .volatility ? .points : .basisPoints).text
        case .level(let level): "\(level)"
        }
    }
}
