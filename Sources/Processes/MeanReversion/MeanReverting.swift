import Settings

/// What a process that returns to a long level is given: its settings `volatility`, `meanReversion` and `longLevel`, complete.
public struct ReversionTerms: Sendable {
    /// Today's.
    public let level: Double
    /// σ, per √year.
    public let volatility: Double
    /// κ, per year.
    public let meanReversion: Double
    /// θ.
    public let longLevel: Double

    init(_ parameters: ProcessParameters) {
        level = parameters.level
        volatility = parameters.specification.number("volatility")
        meanReversion = parameters.specification.number("meanReversion")
        longLevel = parameters.specification.number("longLevel")
    }
}

/// A process that returns to a long level at a constant speed.
public protocol MeanReverting: AssetProcess {
    var terms: ReversionTerms { get }
}

extension MeanReverting {
    public var level: Double { terms.level }
    public var volatility: Double { terms.volatility }
    public var meanReversion: Double { terms.meanReversion }
    public var longLevel: Double { terms.longLevel }

    var reversion: MeanReversion { MeanReversion(speed: meanReversion) }
}
