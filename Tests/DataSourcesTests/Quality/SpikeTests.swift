import DataSources
import Market
import Settings
import Testing

@Suite struct SpikeTests {
    /// A calm walk of 400 dates with something done to it.
    private func walk(of factor: String = "EQ.A", _ change: (inout [Double?]) -> Void) throws -> RawPriceTable {
        var random = SplitMix(state: 11)
        var level = 100.0
        var levels: [Double?] = []
        for _ in 0..<400 {
            level *= 1 + Double.random(in: -0.01...0.01, using: &random)
            levels.append(level)
        }
        change(&levels)
        return try history(levels, of: factor)
    }

    private func spikes(_ clean: CleanHistory) -> [DataIssue] { clean.issues.filter { $0.rule == "spike" } }

    @Test func findsNothingInACalmMarket() throws {
        #expect(try DataQuality().clean([walk { _ in }]).issues.isEmpty)
    }

    @Test func findsOneBadLevelOnce() throws {
        let table = try walk { $0[200]! *= 3 }
        let kept = try DataQuality().clean([table])
        #expect(spikes(kept).map(\.date) == [CalendarDate(iso: "2020-01-01")!.adding(days: 200)])
        #expect(spikes(kept).first?.message.contains("and is undone on the next date; kept as it is") == true)
        let excluded = try DataQuality([rule(Spike.self, .exclude)]).clean([table])
        #expect(excluded.levels.indices.filter { excluded.levels[$0] == nil } == [200])
        let filled = try DataQuality([rule(Spike.self, .fillForward)]).clean([table])
        #expect(filled.levels[200] == filled.levels[199])
        #expect(refusals([table], [rule(Spike.self, .refuse)]).first?.hasPrefix("202:12: EQ.A on 2020-07-19: ") == true)
    }

    @Test func findsAJumpThatStaysOnItsFirstDate() throws {
        let table = try walk { levels in
            let ratio = levels[299]! / levels[300]! * 0.55
            for index in 300..<400 { levels[index]! *= ratio }
        }
        let clean = try DataQuality([rule(Spike.self, .exclude)]).clean([table])
        #expect(clean.levels.indices.filter { clean.levels[$0] == nil } == [300])
        #expect(spikes(clean).first?.message.contains("undone") == false)
        #expect(spikes(clean).first?.message.hasPrefix("a change of -45% is ") == true)
    }

    @Test func heedsItsThreshold() throws {
        let table = try walk { levels in for index in 300..<400 { levels[index]! *= 1.08 } }
        #expect(try spikes(DataQuality().clean([table])).isEmpty)
        let strict = rule(Spike.self, .report, ["threshold": .number(6)])
        #expect(try spikes(DataQuality([strict]).clean([table])).count == 1)
    }

    @Test func measuresRatesAbsolutely() throws {
        // From 0.0001 to 0.0002 a rate doubles, which is one basis point.
        let levels: [Double?] = (0..<200).map { 0.0001 + 0.0001 * Double($0 * $0 % 7 % 3) }
        let clean = try DataQuality([rule(Spike.self, .report, ["threshold": .number(6)])])
            .clean([history(levels, of: "IR.EUR.1Y")])
        #expect(clean.issues.isEmpty)
    }

    @Test func ignoresChangesNextToMissingLevels() throws {
        let clean = try DataQuality().clean([
            walk { levels in
                levels[100] = nil
                for index in 101..<400 { levels[index]! *= 3.4 }
            }
        ])
        #expect(spikes(clean).isEmpty)
    }

    /// Where most changes are zero the median absolute deviation is too.
    @Test func findsSpikesInASeriesThatMostlyStands() throws {
        var levels = [Double?](repeating: 100, count: 300)
        for index in stride(from: 0, to: 300, by: 10) { levels[index] = 100.5 }
        levels[155] = 200
        let clean = try DataQuality().clean([history(levels)])
        #expect(spikes(clean).map(\.date) == [CalendarDate(iso: "2020-01-01")!.adding(days: 155)])
    }

    @Test func leavesAConstantSeriesAlone() throws {
        let clean = try DataQuality().clean([history(Array(repeating: 7, count: 30))])
        #expect(clean.issues.map(\.rule) == ["stale"])
    }

    /// The crises of 2008 and 2020 are not bad data.
    @Test func isNotSetOffByCrises() throws {
        let clean = try DataQuality().clean([sample("us-equities-2008-2022.csv")])
        #expect(spikes(clean).count <= clean.history.factors.count)
    }
}
