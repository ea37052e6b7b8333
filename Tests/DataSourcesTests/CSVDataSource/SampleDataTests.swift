import DataSources
import Market
import Testing

/// The files that come with the scenarios are what their SOURCES.md says.
@Suite struct SampleDataTests {
    @Test(arguments: [
        ("us-equities-2008-2022.csv", 23, 3_705, "2008-01-02", "2022-12-28", 0),
        ("crisis-2006-2009.csv", 24, 991, "2006-01-03", "2009-12-31", 2),
        ("us-treasury-1990-1999.csv", 4, 2_503, "1990-01-02", "1999-12-31", 0),
        ("gold-silver-1990-2012.csv", 2, 6_001, "1990-01-01", "2012-12-31", 0),
        ("vix-2014-2019.csv", 1, 1_305, "2014-01-03", "2019-01-03", 46),
    ])
    func isAsDescribed(name: String, factors: Int, dates: Int, first: String, last: String, missing: Int) throws {
        let table = try sample(name)
        #expect(table.factors.count == factors)
        #expect(table.dates.count == dates)
        #expect(table.dates.first?.description == first)
        #expect(table.dates.last?.description == last)
        #expect(table.levels.count(where: \.isNaN) == missing)
        #expect(table.disorders.isEmpty)
        let clean = try DataQuality().clean([table])
        #expect(clean.history.dates == table.dates)
        #expect(clean.issues.allSatisfy { ["missing", "spike"].contains($0.rule) })
    }

    /// The ten-year yields of these dates are well known: the lows of 1993 and 1998, the high of 1994, the year's ends
    /// (Board of Governors of the Federal Reserve System, H.15, series DGS10).
    @Test(arguments: [
        ("1990-01-02", 0.0794), ("1993-10-15", 0.0519), ("1994-11-07", 0.0805), ("1996-04-05", 0.0657),
        ("1998-10-05", 0.0416), ("1999-12-31", 0.0645),
    ])
    func treasuryYieldsStandOnTheirDates(date: String, yield: Double) throws {
        let table = try sample("us-treasury-1990-1999.csv")
        let row = try #require(table.dates.firstIndex { $0.description == date })
        let column = try #require(table.factors.firstIndex(of: "IR.USD.10Y"))
        #expect(table[row, column] == yield)
    }
}
