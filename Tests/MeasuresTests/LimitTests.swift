import Market
import Measures
import Statistics
import Testing

@Suite("Limits")
struct LimitTests {
    private static let limit = Limit(FigureKey(ValueAtRisk(confidence: 0.99)), warn: 80, breach: 100)

    private static func reading(
        _ value: Double, _ low: Double?, _ high: Double?, limit: Limit = limit, paths: Int? = 10_000
    ) -> LimitReading {
        LimitReading(
            limit, estimate: Estimate(value: value, standardError: 1, low: low, high: high), drawnPaths: paths)
    }

    @Test(
        "a figure without error is on one side of each level, and beyond it where it is at it",
        arguments: [
            (0.0, LimitStatus.clear), (-50, .clear), (79.999, .clear), (80, .warning), (99.999, .warning),
            (100, .breach), (1e9, .breach),
        ])
    func exact(value: Double, status: LimitStatus) {
        let reading = Self.reading(value, value, value, paths: nil)
        #expect(reading.status == status)
        #expect(reading.utilisation == value / 100)
        #expect(reading.morePaths == nil)
    }

    @Test(
        "the status is that of the whole interval, or undecided",
        arguments: [
            (70.0, 60.0, 79.0, LimitStatus.clear), (90, 80, 99, .warning), (110, 100, 120, .breach),
            (79, 70, 80, .undecided), (81, 79, 85, .undecided), (99, 90, 100, .undecided), (101, 99.9, 110, .undecided),
            (90, 70, 110, .undecided),
        ])
    func intervals(value: Double, low: Double, high: Double, status: LimitStatus) {
        #expect(Self.reading(value, low, high).status == status)
    }

    @Test("an undecided limit says where each end stands, and which level is open")
    func ends() {
        let both = Self.reading(90, 70, 110)
        #expect(both.low == .clear && both.high == .breach)
        #expect(both.openLevel == .breach && both.mayBeBreached)
        let warned = Self.reading(79, 70, 85)
        #expect(warned.low == .clear && warned.high == .warning)
        #expect(warned.openLevel == .warning && !warned.mayBeBreached)
        #expect(Self.reading(70, 60, 75).openLevel == nil)
    }

    @Test("an end that is not bounded may be anywhere")
    func unbounded() {
        #expect(Self.reading(110, nil, 120).status == .undecided)
        #expect(Self.reading(10, 5, nil).status == .undecided)
        #expect(Self.reading(10, nil, 20).status == .clear)
        #expect(Self.reading(110, 105, nil).status == .breach)
        #expect(Self.reading(10, 5, nil).morePaths == nil)
    }

    @Test("without a warning level there is only clear and breach")
    func noWarning() {
        let limit = Limit(FigureKey(MeanLoss()), breach: 100)
        #expect(Self.reading(99, 98, 99.5, limit: limit).status == .clear)
        #expect(Self.reading(99, 98, 101, limit: limit).status == .undecided)
    }

    /// Half-widths fall with the root of the number of paths; a value that strays by 1.28 of 1.96 parts of one is wanted to
    /// leave the interval on one side still, by 1.64 where two levels are open.
    @Test(
        "so many paths bring the interval to one side of every level it reaches over, and two fewer do not",
        arguments: [
            (95.0, 85.0, 105.0), (99, 97, 104), (100.5, 97, 104), (79.5, 70, 82), (81, 79.5, 83), (90, 78, 111),
            (85, 60, 104),
        ])
    func paths(value: Double, low: Double, high: Double) throws {
        let count = 10_000
        let reading = Self.reading(value, low, high, paths: count)
        let more = try #require(reading.morePaths)
        let quantile = low < 80 && high >= 100 ? 1.6448536269514722 : 1.2815515655446004
        func zones(_ paths: Int) -> (LimitZone, LimitZone) {
            let ratio = (Double(count) / Double(paths)).squareRoot() * (1 + quantile / 1.959963984540054)
            return (
                Self.limit.zone(of: value - (value - low) * ratio), Self.limit.zone(of: value + (high - value) * ratio)
            )
        }
        let (decidedLow, decidedHigh) = zones(count + more + 1)
        #expect(decidedLow == decidedHigh)
        if more > 2 {
            let (openLow, openHigh) = zones(count + more - 2)
            #expect(openLow != openHigh)
        }
    }

    @Test("four times the half-width wants sixteen times the paths")
    func formula() {
        // From 90 to 110 is twice the way to 100: four times (1 + 1.2816/1.9600)² = 10.941 times the paths.
        #expect(Self.reading(90, 85, 110).morePaths == 99_411)
        #expect(Self.reading(90, 85, 130).morePaths == 427_644)
        #expect(Self.reading(110, 90, 130, limit: Limit(FigureKey(MeanLoss()), breach: 100)).morePaths == 99_411)
    }

    /// Figures of normal samples around the present one, at two thousand even steps of their distribution.
    @Test("so many paths decide in nine samples of ten where the estimate is the true figure")
    func power() throws {
        let count = 10_000
        let reading = Self.reading(95, 85, 105, paths: count)
        let paths = count + (try #require(reading.morePaths))
        let deviation = 10 / 1.959963984540054 * (Double(count) / Double(paths)).squareRoot()
        var decided = 0
        for replication in 0..<2_000 {
            let draw = NormalDistribution.standard.quantile((Double(replication) + 0.5) / 2_000)
            let value = 95 + deviation * draw
            let half = 1.959963984540054 * deviation
            decided += Self.reading(value, value - half, value + half, paths: paths).status == .undecided ? 0 : 1
        }
        #expect(abs(Double(decided) / 2_000 - 0.9) < 0.002, "\(decided)")
    }

    @Test("no number of paths decides a figure at the level, and none can be drawn of a history")
    func never() {
        #expect(Self.reading(100, 95, 105).status == .undecided)
        #expect(Self.reading(100, 95, 105).morePaths == nil)
        #expect(Self.reading(95, 85, 105, paths: nil).morePaths == nil)
        #expect(Self.reading(100 - 1e-10, 95, 105).morePaths == nil)
    }

    @Test("a limit finds its own figure; of the worst loss more paths tell another number")
    func figures() throws {
        let estimate = Estimate(value: 95, standardError: 5, low: 85, high: 105)
        let figures = [("", 1.0), ("A", 2.0), ("A/B", 95.0)].flatMap { book, value in
            [ValueAtRisk(confidence: 0.99), WorstLoss()].map { (measure: any RiskMeasure) in
                RiskFigure(
                    key: FigureKey(measure, book: book),
                    estimate: book == "A/B"
                        ? estimate : Estimate(value: value, standardError: 0, low: value, high: value),
                    estimator: "")
            }
        }
        let limits = [
            Limit(FigureKey(ValueAtRisk(confidence: 0.99), book: "A/B"), breach: 100),
            Limit(FigureKey(WorstLoss(), book: "A/B"), breach: 100),
            Limit(FigureKey(ValueAtRisk(confidence: 0.99)), breach: 1),
        ]
        let readings = try [LimitReading](limits, figures: figures, drawnPaths: 100)
        #expect(readings.map(\.status) == [.undecided, .undecided, .breach])
        #expect(readings.map(\.limit) == limits)
        #expect(readings[0].morePaths == 995)
        #expect(readings[1].morePaths == nil)
        // One that was not measured is no limit that is kept.
        let other = Limit(FigureKey(ValueAtRisk(confidence: 0.95), book: "A"), breach: 1)
        #expect(
            throws: LimitWithoutFigure(limit: other, index: 3, figures: figures.map(\.key))
        ) { try [LimitReading](limits + [other], figures: figures, drawnPaths: 100) }
    }
}
