import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The test that the probability transforms, or their powers about the mean, have no autocorrelation.
///
/// The second power finds volatility that comes in clusters.
/// Sources: F. X. Diebold, T. A. Gunther, A. S. Tay, “Evaluating density forecasts with applications to financial risk
/// management”, International Economic Review 39(4), 1998; `LjungBox`.
public struct IndependenceOfTransforms: Backtest {
    public static let kind = "independence-of-transforms"
    public static let summary = "do the probability transforms leave the next ones alone? (Diebold–Gunther–Tay 1998)"
    public static let needsIndependentOutcomes = true

    public var name: String { power == 1 ? Self.kind : "\(Self.kind)-power-\(power)" }

    public let lags: Int
    public let power: Int

    public init(lags: Int = 10, power: Int = 1) {
        precondition(lags >= 1 && power >= 1, "at least one lag, of a first power or a higher one")
        self.lags = lags
        self.power = power
    }

    public func outcome(_ series: ForecastSeries) -> TestOutcome {
        guard let transforms = series.transforms else {
            return .impossible(because: "there are no probability transforms")
        }
        return outcome(transforms: transforms)
    }

    func outcome(transforms: [Double]) -> TestOutcome {
        let mean = Descriptive(transforms).mean
        return LjungBox(lags: lags).outcome(transforms.map { pow($0 - mean, Double(power)) })
    }
}
