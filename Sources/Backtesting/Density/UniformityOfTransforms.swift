import Statistics

/// The test that the probability transforms are uniform, by Kolmogorov and Smirnov or Anderson and Darling.
///
/// Source: F. X. Diebold, T. A. Gunther, A. S. Tay, “Evaluating density forecasts with applications to financial risk
/// management”, International Economic Review 39(4), 1998.
public struct UniformityOfTransforms: Backtest {
    public static let kind = "uniformity"
    public static let summary = "are the probability transforms uniform? (Diebold–Gunther–Tay 1998)"

    public enum Distance: String, Hashable, Sendable, Codable, CaseIterable {
        case kolmogorovSmirnov = "kolmogorov-smirnov"
        /// Gives the tails more weight.
        case andersonDarling = "anderson-darling"
    }

    public var name: String { "\(Self.kind)-\(distance.rawValue)" }

    public let distance: Distance

    public init(_ distance: Distance = .kolmogorovSmirnov) { self.distance = distance }

    public func outcome(_ series: ForecastSeries) -> TestOutcome {
        guard let transforms = series.transforms else {
            return .impossible(because: "there are no probability transforms")
        }
        return outcome(transforms: transforms)
    }

    func outcome(transforms: [Double]) -> TestOutcome {
        switch distance {
        case .kolmogorovSmirnov: KolmogorovSmirnov().outcome(transforms)
        case .andersonDarling: AndersonDarling().outcome(transforms)
        }
    }
}
