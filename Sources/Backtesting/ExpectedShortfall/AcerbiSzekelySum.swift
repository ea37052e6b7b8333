/// One of Acerbi and Székely’s statistics as its periods come.
struct AcerbiSzekelySum {
    private let statistic: AcerbiSzekely.Statistic
    private let count: Double
    private let tail: Double
    private var exceptions = 0
    /// Over all periods: what the forecasts alone contribute.
    private(set) var forecastSum = 0.0
    private var lossSum = 0.0

    /// - Parameter forecastSum: where it is known before, from another series of the same forecasts.
    init(_ statistic: AcerbiSzekely.Statistic, count: Int, tailProbability: Double, forecastSum: Double = 0) {
        self.statistic = statistic
        self.count = Double(count)
        tail = tailProbability
        self.forecastSum = forecastSum
    }

    mutating func addForecast(valueAtRisk: Double, shortfall: Double) {
        switch statistic {
        case .first, .second: break
        case .minimallyBiased: forecastSum += (shortfall - valueAtRisk) / shortfall
        case .minimallyBiasedAbsolute: forecastSum += shortfall - valueAtRisk
        }
    }

    mutating func addException(_ loss: Double, valueAtRisk: Double, shortfall: Double) {
        exceptions += 1
        switch statistic {
        case .first, .second: lossSum += loss / shortfall
        case .minimallyBiased: lossSum += (loss - valueAtRisk) / shortfall
        case .minimallyBiasedAbsolute: lossSum += loss - valueAtRisk
        }
    }

    /// Nil for Z₁ without exceptions.
    var value: Double? {
        switch statistic {
        case .first: exceptions == 0 ? nil : 1 - lossSum / Double(exceptions)
        case .second: 1 - lossSum / (count * tail)
        case .minimallyBiased, .minimallyBiasedAbsolute: (forecastSum - lossSum / tail) / count
        }
    }
}
