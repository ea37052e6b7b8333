import Market
import Measures

/// Some paths of a run in full.
public struct ReplayReport: Sendable {
    public struct Holding: Sendable {
        /// The id of a position, or the path of a book.
        public var name: String
        public var book: String
        public var value: Double
        /// On each path; a gain is positive.
        public var gains: [Double]

        public init(name: String, book: String, value: Double, gains: [Double]) {
            self.name = name
            self.book = book
            self.value = value
            self.gains = gains
        }
    }

    public struct Path: Sendable {
        /// From 0.
        public var path: Int
        /// Of a historical scenario.
        public var dates: [CalendarDate]
        /// Of the whole portfolio; a gain is positive.
        public var gain: Double
        /// In the order of the factors, each with the loss it made.
        public var moves: [AttributedMove]
        /// Of the factors, at the horizon.
        public var levels: [Double]

        public init(path: Int, dates: [CalendarDate], gain: Double, moves: [AttributedMove], levels: [Double]) {
            self.path = path
            self.dates = dates
            self.gain = gain
            self.moves = moves
            self.levels = levels
        }
    }

    public var run: RunSummary
    /// What tells this finding apart, in hexadecimal: 64 digits; nil where it was put together by hand.
    public var finding: String?
    /// What the kernels do that it was found with, as a digest; nil where it was put together by hand.
    public var kernels: String?
    public var version: String
    public var currency: Currency
    public var value: Double
    /// Of the factors, today.
    public var levels: [Double]
    public var paths: [Path]
    public var positions: [Holding]
    /// The whole portfolio first.
    public var books: [Holding]
    /// What the whole gains where no factor moves.
    public var timeGain: Double
    /// Whether the drivers are of single precision.
    public var isSingle = false

    public init(
        run: RunSummary, version: String, currency: Currency, value: Double, levels: [Double], paths: [Path],
        positions: [Holding], books: [Holding], timeGain: Double
    ) {
        self.run = run
        self.version = version
        self.currency = currency
        self.value = value
        self.levels = levels
        self.paths = paths
        self.positions = positions
        self.books = books
        self.timeGain = timeGain
    }
}
