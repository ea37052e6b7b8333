import DataSources
import Market
import Settings
import Testing

@Suite struct LevelRuleTests {
    @Test func refusesPricesOfZeroOrLess() throws {
        #expect(
            try refusals([history([1, -2.5, 3, 0, -1])]) == [
                "3:12: EQ.A on 2020-01-02: the level -2.5 is not positive",
                "5:12: EQ.A on 2020-01-04: 2 levels are not positive, the lowest -1, until 2020-01-05",
            ])
        let error = #expect(throws: Issues.self) { _ = try DataQuality().clean([history([0])]) }
        #expect(
            error?.all.first?.hint
                == "correct the file, or set dataQuality.non-positive.action to report or exclude or fill-forward")
    }

    @Test func allowsNegativeRates() throws {
        let clean = try DataQuality().clean([history([0.01, -0.005, 0], of: "IR.EUR.1Y")])
        #expect(clean.issues.isEmpty)
        #expect(clean.levels == [0.01, -0.005, 0])
    }

    @Test func treatsPricesOfZeroOrLessAsAsked() throws {
        let table = try history([18.31, -36.98, 8.91, 0, 10])
        let kept = try DataQuality([rule(NonPositiveLevel.self, .report)]).clean([table])
        #expect(kept.levels == [18.31, -36.98, 8.91, 0, 10])
        #expect(
            kept.lines == [
                "non-positive EQ.A 2020-01-02: the level -36.98 is not positive; kept as it is",
                "non-positive EQ.A 2020-01-04: the level 0 is not positive; kept as it is",
            ])
        #expect(kept.issues.allSatisfy { $0.severity == .error })
        let excluded = try DataQuality([rule(NonPositiveLevel.self, .exclude)]).clean([table])
        #expect(excluded.levels == [18.31, nil, 8.91, nil, 10])
        #expect(excluded.issues.count == 2)  // what a rule leaves out is not missing a second time
        let filled = try DataQuality([rule(NonPositiveLevel.self, .fillForward)]).clean([table])
        #expect(filled.levels == [18.31, 18.31, 8.91, 8.91, 10])
        #expect(filled.lines.first?.hasSuffix("; filled with 18.31") == true)
    }

    @Test func saysWhereThereIsNothingToFillWith() throws {
        let clean = try DataQuality([rule(NonPositiveLevel.self, .fillForward)]).clean([history([0, 1])])
        #expect(clean.levels == [nil, 1])
        #expect(clean.lines.first?.hasSuffix("; left missing: no level is known before") == true)
    }

    /// A fill takes the last level that no rule leaves out, and is no stale level itself.
    @Test func fillsAfterAllRulesHaveLooked() throws {
        let rules: [any QualityRule] = [
            rule(MissingLevel.self, .fillForward), rule(NonPositiveLevel.self, .exclude),
            rule(StaleLevel.self, .refuse, ["run": .count(3)]),
        ]
        let clean = try DataQuality(rules).clean([history([5, -1, nil, nil, 6])])
        #expect(clean.levels == [5, nil, 5, 5, 6])
    }

    @Test func reportsStaleLevels() throws {
        let levels: [Double?] = [1, 2, 2, 2, 2, 2, 3, 3, 3, 3, nil, 3]
        let clean = try DataQuality().clean([history(levels)])
        #expect(clean.levels == levels)
        #expect(
            clean.lines.filter { $0.hasPrefix("stale") } == [
                "stale EQ.A 2020-01-03: 5 levels of 2 in a row, from 2020-01-02 to 2020-01-06; kept as they are"
            ])
    }

    @Test func leavesOutAllStaleLevelsButTheFirst() throws {
        let shorter = rule(StaleLevel.self, .exclude, ["run": .count(3)])
        let clean = try DataQuality([shorter]).clean([history([1, 2, 2, 2, 3, 3, 4])])
        #expect(clean.levels == [1, 2, nil, nil, 3, 3, 4])
        #expect(clean.lines.last?.hasSuffix("; all but the first left out") == true)
        #expect(
            try refusals([history([1, 2, 2, 2])], [rule(StaleLevel.self, .refuse, ["run": .count(3)])]) == [
                "4:12: EQ.A on 2020-01-03: 3 levels of 2 in a row, from 2020-01-02 to 2020-01-04"
            ])
    }

    @Test func findsTheStaleDaysOfARealSeries() throws {
        let stale = rule(StaleLevel.self, .exclude, ["run": .count(2)])
        let clean = try DataQuality([stale]).clean([sample("gold-silver-1990-2012.csv")])
        // 200 pairs and 3 triples of equal gold prices, 198 and 2 of silver, counted with another program.
        #expect(clean.history.column(0).count(where: \.isNaN) == 206)
        #expect(clean.history.column(1).count(where: \.isNaN) == 202)
        let found = clean.issues.filter { $0.rule == "stale" }
        #expect(found.map(\.factor) == ["CM.GOLD", "CM.SILVER"])
        #expect(found.first?.message.hasPrefix("206 repeated levels in 203 runs") == true)
    }
}
