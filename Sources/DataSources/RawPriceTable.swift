import Market
import Settings

/// What a file of prices says, before any cleaning: dates may repeat and go back, levels may be missing or absurd.
public struct RawPriceTable: Sendable {
    /// A line and a column of the file, both from one; zeros where the file has no such cell.
    public struct Place: Hashable, Sendable {
        public var line: Int32
        public var column: Int32

        public init(line: Int, column: Int) {
            self.line = Int32(clamping: line)
            self.column = Int32(clamping: column)
        }

        public static let none = Place(line: 0, column: 0)
    }

    /// A row whose date lies before the one that precedes it: of the file, or of its factor in a long file.
    public struct Disorder: Hashable, Sendable {
        public var date: CalendarDate
        public var previous: CalendarDate
        public var factor: FactorID?
        public var place: Place

        public init(date: CalendarDate, previous: CalendarDate, factor: FactorID?, place: Place) {
            self.date = date
            self.previous = previous
            self.factor = factor
            self.place = place
        }
    }

    /// The file's name as messages show it.
    public var file: String
    public var factors: [FactorID]
    /// Where each factor is first named.
    public var factorPlaces: [Place]
    /// One date a row, in the order of the file.
    public var dates: [CalendarDate]
    /// Row-major, `dates.count × factors.count`; not a number where a level is missing.
    public var levels: [Double]
    /// Where each level is written, in the same layout.
    public var places: [Place]
    public var disorders: [Disorder]

    /// An empty table of these factors.
    public init(file: String, factors: [FactorID], factorPlaces: [Place]) {
        self.file = file
        self.factors = factors
        self.factorPlaces = factorPlaces
        dates = []
        levels = []
        places = []
        disorders = []
    }

    public subscript(row: Int, factor: Int) -> Double { levels[row * factors.count + factor] }

    /// Where a level is written; where it should be, as nearly as can be told, if the file has no such cell.
    public func location(row: Int, factor: Int) -> SourceLocation {
        let place = places[row * factors.count + factor]
        return place.line > 0 ? location(place) : location(factorPlaces[factor])
    }

    /// The line of a row.
    public func location(row: Int) -> SourceLocation {
        let line = places[row * factors.count..<(row + 1) * factors.count].first { $0.line > 0 }?.line
        return SourceLocation(file: file, line: Int(line ?? 1), column: 1)
    }

    public func location(_ place: Place) -> SourceLocation {
        SourceLocation(file: file, line: Int(place.line), column: Int(place.column))
    }
}
