import DataSources
import Market
import Settings
import Testing

@Suite struct DataQualityTests {
    @Test(arguments: DataQuality.members.map { KindDescription($0) }.map(\.kind))
    func everyRuleOffersItsDefaults(kind: String) throws {
        let type = try #require(DataQuality.members.first { $0.kind == kind })
        let action = try #require(type.settings.first { $0.name == "action" })
        guard case .choice(let actions) = action.shape, case .defaulted(.text(let standard)) = action.presence else {
            Testing.Issue.record("\(kind) has no choice of actions")
            return
        }
        #expect(actions.contains(standard))
        #expect(actions.contains("refuse"))
        #expect(actions.allSatisfy { QualityAction(rawValue: $0) != nil })
        #expect(type.init().treatment.action.rawValue == standard)
    }

    @Test func everyRuleHasItsOwnName() {
        #expect(Set(DataQuality.members.map { $0.kind }).count == 12)
        #expect(
            DataQuality.members.map { $0.kind } == [
                "unsorted-dates", "duplicate-date", "stray-date", "misaligned-calendar", "ragged-start", "missing",
                "non-positive", "implausible", "stale", "spike", "round-ratio", "contradicting-quotes",
            ])
    }

    @Test func replacesRulesOfTheSameKind() {
        let quality = DataQuality([rule(StaleLevel.self, .exclude, ["run": .count(9)])])
        #expect(quality.rules.count == DataQuality.members.count)
        let stale = quality.rules.compactMap { $0 as? StaleLevel }
        #expect(stale.map(\.run) == [9])
        #expect(stale.map(\.treatment.action) == [.exclude])
    }

    @Test func givesIssuesTheSeverityAskedFor() throws {
        let severe = rule(MissingLevel.self, .exclude, ["severity": .text("error")])
        #expect(try DataQuality([severe]).clean([history([1, nil, 2])]).issues.map(\.severity) == [.error])
    }

    @Test func changesNothingInCleanData() throws {
        let table = try history([1, 2, 1.5, 1.7])
        let clean = try DataQuality().clean([table])
        #expect(clean.issues.isEmpty)
        #expect(clean.history == PriceHistory(dates: table.dates, factors: ["EQ.A"], levels: [1, 2, 1.5, 1.7]))
    }

    @Test func isEmptyWithoutFiles() throws {
        let clean = try DataQuality().clean([])
        #expect(clean.history == .empty)
        #expect(clean.issues.isEmpty)
    }

    @Test func refusesAllAtOnce() throws {
        let text = "date,EQ.A,EQ.B\n2020-01-03,1,-1\n2020-01-02,1,2\n2020-01-02,0,2\n2020-01-06,0,2\n"
        #expect(
            try refusals([priceTable(text)]) == [
                "3:1: 2020-01-02 stands below 2020-01-03",
                "4:1: 2020-01-02 is in line 3 already, with other levels",
                "5:12: EQ.A on 2020-01-06: the level 0 is not positive",
                "2:14: EQ.B on 2020-01-03: the level -1 is not positive",
            ])
    }

    @Test func boundsTheNumberOfIssues() throws {
        // 60 factors, each missing every other of 100 levels: 3,000 runs, one issue a factor.
        var text = "date," + (0..<60).map { "EQ.S\($0)" }.joined(separator: ",") + "\n"
        for day in 0..<101 {
            let cell = day % 2 == 0 ? "\(day + 101)" : ""
            text +=
                "\(CalendarDate(iso: "2020-01-01")!.adding(days: day))" + String(repeating: "," + cell, count: 60)
                + "\n"
        }
        let clean = try DataQuality().clean([priceTable(text)])
        #expect(clean.issues.count == 60)
        #expect(clean.issues.allSatisfy { $0.message.hasPrefix("50 missing levels in 50 runs") })
    }
}
