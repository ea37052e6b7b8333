import Calibration
import DataSources
import Dependence
import Instruments
import Market
import Measures
import Processes
import Settings
import Simulation

/// A scenario file as it is written: every key checked, nothing looked up.
public struct Scenario: Sendable {
    /// A value with its place.
    public struct Located<Content: Sendable>: Sendable {
        public var content: Content
        public var location: SourceLocation?
        public var path: String

        public init(content: Content, location: SourceLocation? = nil, path: String = "") {
            self.content = content
            self.location = location
            self.path = path
        }
    }

    public struct Correlation: Sendable {
        public var first: FactorID
        public var second: FactorID
        public var value: Double
    }

    public struct FactorRule: Sendable {
        public var pattern: FactorPattern
        /// Nil where the rule leaves the process to other rules, or to the factor's class.
        public var process: Chosen<any AssetProcess.Type>?
        /// Nil where it leaves the marginal law to other rules.
        public var marginal: Chosen<any Marginal.Type>?
    }

    /// A position whose instrument is checked but not made, with the places of its settings.
    public struct WrittenPosition: Sendable {
        public var id: String
        public var book: String
        public var quantity: Double
        public var currency: Currency?
        public var instrument: Chosen<any Instrument.Type>
        public var location: SourceLocation?
        public var path: String
        public var settingLocations: [String: SourceLocation]
    }

    public enum WrittenFrequency: String, CaseIterable, Sendable {
        case daily, weekly, fortnightly, monthly, quarterly, yearly
    }

    /// What becomes of a position whose last day has come.
    public enum Expired: String, CaseIterable, Sendable {
        /// It counts as the money it paid, and is listed.
        case settle
        /// The run ends.
        case refuse
    }

    public enum Drift: String, Sendable {
        case zero, historical
    }

    /// The scenario file, as it was named.
    public var file: String
    /// Where what stands.
    public var places: SettingPlaces
    /// Where relative paths start.
    public var directory: String
    /// Every file that was read for it, or will be, but itself: the paths, in the order in which they are named.
    public internal(set) var files: [String] = []
    public var title: String
    public var asOf: Located<CalendarDate>?
    public var baseCurrency: Currency

    /// A calibrated model to take the market from, as a path.
    public var model: Located<String>?
    public var history: [Located<Chosen<any DataSource.Type>>]
    public var levels: [(factor: FactorID, level: Located<Double>)]
    public var volatilities: [(factor: FactorID, volatility: Located<Double>)]
    public var correlations: [Located<Correlation>]
    /// Factors that follow others.
    public var proxies: [Located<Proxy>]
    /// How often the levels of the history come, as the scenario says.
    public var frequency: Located<WrittenFrequency>?
    /// A path.
    public var correlationFile: Located<String>?
    /// What that file must hold, as `FileDigest` says it; nil where any will do.
    public var correlationDigest: Located<String>?

    /// Splits, changes of unit and dividends: written here, or the path of a file.
    public var adjustments: [Adjustment]
    public var adjustmentFile: Located<String>?

    public var qualityRules: [Chosen<any QualityRule.Type>]
    public var window: Located<Int>
    public var covariance: Chosen<any CovarianceEstimator.Type>
    public var drift: Drift
    public var repair: Chosen<any PositiveDefiniteRepair.Type>
    /// Whether the scenario states its repair, or leaves it at the default.
    public var statesRepair: Bool
    public var factorRules: [Located<FactorRule>]
    public var dependence: Chosen<any Dependence.Type>
    /// Whether the scenario states its dependence, or leaves it at the default.
    public var statesDependence: Bool
    public var dependenceLocation: SourceLocation?

    public var portfolioFile: Located<String>?
    /// Nil where the file is one of ours.
    public var positionMapping: PositionMapping?
    public var positions: [WrittenPosition]
    public var expired: Expired
    public var portfolioLocation: SourceLocation?

    public var simulation: Located<Chosen<any SimulationMethod.Type>>
    public var measures: [Located<any RiskMeasure>]
    /// Those that are written, as they are, in the order of the catalog.
    public internal(set) var sections: [any ScenarioSection]
    /// What stands below the keys of these.
    var sectionContents: [String: Value.Content]
}
