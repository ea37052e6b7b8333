import DataSources
import Market
import Settings
import Testing

@Suite struct PresenceRuleTests {
    @Test func leavesMissingLevelsMissing() throws {
        let clean = try DataQuality().clean([history([1, nil, nil, 2, nil])])
        #expect(clean.levels == [1, nil, nil, 2, nil])
        let remedy = "left missing: a change goes over it"
        #expect(
            clean.lines == [
                "missing EQ.A 2020-01-02: 2 missing levels, until 2020-01-03; \(remedy)",
                "missing EQ.A 2020-01-05: 1 missing level; \(remedy)",
            ])
        #expect(clean.issues.allSatisfy { $0.severity == .warning })
    }

    @Test func fillsMissingLevelsForward() throws {
        let clean = try DataQuality([rule(MissingLevel.self, .fillForward)]).clean([
            history([nil, 1.5, nil, nil, 2, nil])
        ])
        #expect(clean.levels == [nil, 1.5, 1.5, 1.5, 2, 2])
        #expect(
            clean.lines == [
                "ragged-start EQ.A 2020-01-01: the first level is of 2020-01-02, 1 date after the history's first;"
                    + " left missing before",
                "missing EQ.A 2020-01-03: 2 missing levels, until 2020-01-04; filled with 1.5",
                "missing EQ.A 2020-01-06: 1 missing level; filled with 2",
            ])
    }

    @Test func refusesMissingLevelsWithTheirPlaces() throws {
        #expect(
            try refusals([history([1, nil, nil, 2])], [rule(MissingLevel.self, .refuse)]) == [
                "3:12: EQ.A on 2020-01-02: 2 missing levels, until 2020-01-03"
            ])
    }

    @Test func sumsUpTheGapsOfARealSeries() throws {
        let clean = try DataQuality().clean([sample("vix-2014-2019.csv")])
        let missing = clean.issues.filter { $0.rule == "missing" }
        #expect(missing.count == 1)
        #expect(missing.first?.date == "2014-01-20")
        #expect(missing.first?.message.hasPrefix("46 missing levels in 46 runs, the last on 2019-01-01;") == true)
        #expect(clean.levels.count(where: { $0 == nil }) == 46)

        let filled = try DataQuality([rule(MissingLevel.self, .fillForward)]).clean([sample("vix-2014-2019.csv")])
        #expect(filled.levels.count(where: { $0 == nil }) == 0)
        let gap = try #require(clean.history.dates.firstIndex(of: "2014-01-20"))
        #expect(filled.levels[gap] == clean.levels[gap - 1])
    }

    @Test func tellsLateStarts() throws {
        let table = try history([nil, nil, 3, 4])
        let clean = try DataQuality().clean([table])
        #expect(clean.levels == [nil, nil, 3, 4])
        #expect(
            clean.lines == [
                "ragged-start EQ.A 2020-01-01: the first level is of 2020-01-03, 2 dates after the history's first;"
                    + " left missing before"
            ])
        #expect(clean.issues.first?.severity == .information)
        #expect(refusals([table], [rule(RaggedStart.self, .refuse)]).count == 1)
    }

    @Test func tellsOfAFactorWithoutAnyLevel() throws {
        let clean = try DataQuality().clean([history([nil, nil])])
        #expect(clean.issues.map(\.rule) == ["missing"])
        #expect(clean.issues.first?.message.hasPrefix("no level on any date") == true)
    }

    private let york = "date,EQ.A\n2020-01-02,1\n2020-01-03,2\n2020-01-06,3\n2020-01-08,5\n"
    private let london = "date,EQ.B,EQ.C\n2020-01-03,10,20\n2020-01-06,11,21\n2020-01-07,12,22\n"

    private func markets() throws -> [RawPriceTable] {
        [try priceTable(york, file: "york.csv"), try priceTable(london, file: "london.csv")]
    }

    @Test func leavesDatesMissingThatAFileLacks() throws {
        let clean = try DataQuality().clean(markets())
        #expect(clean.history.dates == ["2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07", "2020-01-08"])
        #expect(clean.history.factors == ["EQ.A", "EQ.B", "EQ.C"])
        #expect(clean.levels == [1, 2, 3, nil, 5])
        let late = "the first level is of 2020-01-03, 1 date after the history's first; left missing before"
        #expect(
            clean.lines == [
                "misaligned-calendar EQ.A 2020-01-07: york.csv lacks 1 date that other files have; left missing",
                "misaligned-calendar - 2020-01-08: london.csv lacks 1 date that other files have; left missing",
                "ragged-start EQ.B 2020-01-02: \(late)", "ragged-start EQ.C 2020-01-02: \(late)",
            ])
    }

    @Test func fillsDatesThatAFileLacksFactorByFactor() throws {
        let clean = try DataQuality([rule(MisalignedCalendar.self, .fillForward)]).clean(markets())
        #expect(clean.levels == [1, 2, 3, 3, 5])
        #expect(Array(clean.history.column(2)).dropFirst() == [20, 21, 22, 22])
        let filled = clean.issues.filter { $0.rule == "misaligned-calendar" }
        #expect(filled.map(\.factor) == ["EQ.A", "EQ.B", "EQ.C"])
        #expect(
            filled.map { $0.message.split(separator: "; ").last } == [
                "filled with 3", "filled with 12", "filled with 22",
            ])
    }

    @Test func refusesCalendarsThatDiffer() throws {
        #expect(
            try refusals(markets(), [rule(MisalignedCalendar.self, .refuse)]) == [
                "4:1: EQ.A on 2020-01-07: york.csv lacks 1 date that other files have",
                "4:1: london.csv lacks 1 date that other files have",
            ])
    }

    @Test func refusesAFactorInTwoFiles() throws {
        let tables = [try priceTable(york, file: "york.csv"), try priceTable(york, file: "copy.csv")]
        #expect(refusals(tables) == ["1:6: EQ.A is in york.csv too"])
    }
}
