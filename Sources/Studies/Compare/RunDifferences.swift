import Market

/// What two runs were made of that is not the same.
public struct RunDifferences: Sendable {
    /// A factor whose level moved; those that moved most by their own standards first.
    public struct Level: Sendable {
        public var factor: FactorID
        public var from: Double
        public var to: Double
        /// In standard deviations of one business day under the first model; nil where that has none.
        public var deviations: Double?

        public init(factor: FactorID, from: Double, to: Double, deviations: Double?) {
            self.factor = factor
            self.from = from
            self.to = to
            self.deviations = deviations
        }
    }

    /// A factor whose volatility or process changed; the greatest change of a volatility first.
    public struct Volatility: Sendable {
        public var factor: FactorID
        /// Annual, as the processes measure it.
        public var from: Double
        public var to: Double
        /// Nil where the process and its parameters are the same; else its kinds.
        public var processes: [String]?

        public init(factor: FactorID, from: Double, to: Double, processes: [String]?) {
            self.factor = factor
            self.from = from
            self.to = to
            self.processes = processes
        }
    }

    public struct Correlation: Sendable {
        public var between: [FactorID]
        public var from: Double
        public var to: Double

        public init(between: [FactorID], from: Double, to: Double) {
            self.between = between
            self.from = from
            self.to = to
        }
    }

    /// A position that only one run has, or that is not the same in both.
    public struct Position: Sendable {
        public var id: String
        public var book: String
        /// Nil where the run does not have it.
        public var from: Double?
        public var to: Double?
        /// Whether anything but the quantity changed: the instrument, its terms, the book, the currency.
        public var isOther: Bool

        public init(id: String, book: String, from: Double?, to: Double?, isOther: Bool) {
            self.id = id
            self.book = book
            self.from = from
            self.to = to
            self.isOther = isOther
        }
    }

    public struct Setting: Sendable {
        public var name: String
        public var from: String
        public var to: String

        public init(name: String, from: String, to: String) {
            self.name = name
            self.from = from
            self.to = to
        }
    }

    public var levels: [Level]
    public var volatilities: [Volatility]
    /// The greatest changes, at most twenty.
    public var correlations: [Correlation]
    public var positions: [Position]
    public var settings: [Setting]
    /// Factors that only one of the runs needs.
    public var onlyFirst: [FactorID]
    public var onlySecond: [FactorID]

    public init(
        levels: [Level], volatilities: [Volatility], correlations: [Correlation], positions: [Position],
        settings: [Setting], onlyFirst: [FactorID], onlySecond: [FactorID]
    ) {
        self.levels = levels
        self.volatilities = volatilities
        self.correlations = correlations
        self.positions = positions
        self.settings = settings
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
    }

    public var isEmpty: Bool {
        levels.isEmpty && volatilities.isEmpty && correlations.isEmpty && positions.isEmpty && settings.isEmpty
            && onlyFirst.isEmpty && onlySecond.isEmpty
    }
}

extension RunDifferences: Codable {
    private enum CodingKeys: CodingKey {
        case settings, positions, onlyFirst, onlySecond, levels, volatilities, correlations
    }
}

extension RunDifferences.Setting: Codable {
    private enum CodingKeys: String, CodingKey {
        case name
        case from = "first"
        case to = "second"
    }
}

extension RunDifferences.Position: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, book
        case from = "first"
        case to = "second"
        case isOther = "otherTerms"
    }
}

extension RunDifferences.Level: Codable {
    private enum CodingKeys: String, CodingKey {
        case factor
        case from = "first"
        case to = "second"
        case deviations = "dailyDeviations"
    }
}

extension RunDifferences.Correlation: Codable {
    private enum CodingKeys: String, CodingKey {
        case between
        case from = "first"
        case to = "second"
    }
}
