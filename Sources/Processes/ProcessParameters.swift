import Settings

/// What a process is made from: today's level, annual volatility and drift, and the kind's own settings.
public struct ProcessParameters: Sendable {
    public var level: Double
    /// Per square root of a year; relative or absolute as the process says.
    public var volatility: Double
    /// Per year; relative or absolute as the process says.
    public var drift: Double
    public var specification: Specification
    /// Today's curve that the factor is a node of, and its own tenor; nil for a factor that is no node.
    public var curve: InitialCurve?

    public init(
        level: Double, volatility: Double, drift: Double, specification: Specification, curve: InitialCurve? = nil
    ) {
        self.level = level
        self.volatility = volatility
        self.drift = drift
        self.specification = specification
        self.curve = curve
    }
}

/// A zero curve as it stands today, seen from one of its nodes.
public struct InitialCurve: Sendable {
    /// Years, ascending.
    public var tenors: [Double]
    /// Continuously compounded zero rates, one a tenor.
    public var rates: [Double]
    /// The tenor of the node that the process moves, in years.
    public var tenor: Double

    public init(tenors: [Double], rates: [Double], tenor: Double) {
        precondition(tenors.count == rates.count && !tenors.isEmpty, "a rate for each tenor")
        self.tenors = tenors
        self.rates = rates
        self.tenor = tenor
    }
}

/// What is wrong with the parameters of a process as a whole.
public struct ProcessProblem: Error, Hashable, Sendable {
    /// The setting it is about; nil for the factor itself.
    public var setting: String?
    public var message: String
    public var hint: String?

    public init(_ message: String, setting: String? = nil, hint: String? = nil) {
        self.setting = setting
        self.message = message
        self.hint = hint
    }
}
