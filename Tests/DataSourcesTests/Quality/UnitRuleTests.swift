import DataSources
import Market
import Settings
import Testing

/// Histories in two units, of splits, and in percent.
@Suite("Units of a history")
struct UnitRuleTests {
    /// Levels that move by up to two percent a day.
    private func walk(_ start: Double, _ count: Int = 60, size: Double = 0.02) -> [Double] {
        var random = SplitMix(state: 5)
        var level = start
        return (0..<count).map { _ in
            level *= 1 + Double.random(in: -size...size, using: &random)
            return level
        }
    }

    @Test(
        "a jump by a round ratio is refused, and named",
        arguments: [
            (0.01, "1:100", "unit"), (100, "100:1", "unit"), (0.25, "1:4", "split"), (10, "10:1", "split"),
            (2.0 / 3, "2:3", "split"), (0.4, "2:5", "split"), (0.001, "1:1000", "unit"), (0.05, "1:20", "split"),
        ] as [(Double, String, String)])
    func jumps(ratio: Double, words: String, kind: String) throws {
        let levels = walk(550).enumerated().map { $0 >= 40 ? $1 * ratio : $1 }
        let found = try refusals([history(levels)])
        #expect(found.count == 1)
        #expect(found.first?.contains("a ratio of \(words)") == true, "\(found)")
        #expect(found.first?.contains("kind: \(kind)") == true, "\(found)")
        // The adjustment that the message names puts it right.
        let value = try #require(found.first?.firstMatch(of: #/value: "([0-9:]+)"/#)?.output.1)
        let date = try #require(found.first?.firstMatch(of: #/date: ([0-9-]+)/#)?.output.1)
        let adjustment = try Adjustment(
            #require(Adjustment.Kind(rawValue: kind)), of: "EQ.A", on: #require(CalendarDate(iso: date)),
            value: String(value))
        let adjusted = try AdjustedTables([history(levels)], [adjustment])
        let clean = try DataQuality().clean(adjusted.tables)
        #expect(adjusted.issues.isEmpty && adjusted.notes.count == 1)
        for (level, known) in zip(clean.levels, walk(550 * ratio)) {
            #expect(abs((level ?? .nan) / known - 1) < 1e-12)
        }
    }

    @Test("a move of the market is none, however large; it is told as a spike")
    func moves() throws {
        for ratio in [0.55, 0.8, 0.9, 1.45, 1.523, 2.2] {
            let levels = walk(100).enumerated().map { $0 >= 40 ? $1 * ratio : $1 }
            let clean = try DataQuality().clean([history(levels)])
            #expect(!clean.issues.contains { $0.rule == "round-ratio" })
            #expect(clean.issues.contains { $0.rule == "spike" } == (abs(ratio - 1) > 0.3), "\(ratio)")
        }
    }

    @Test("one level in another unit, jumps over missing levels, and units that change every day are found")
    func patterns() throws {
        var one: [Double?] = walk(100)
        one[30] = one[30].map { $0 * 100 }
        #expect(try refusals([history(one)]).map { $0.contains("undone at once") } == [true])
        // So is a slip of the decimal point, which no market makes and takes back in two days.
        for ratio in [10, 0.1] {
            var slip: [Double?] = walk(100)
            slip[30] = slip[30].map { $0 * ratio }
            #expect(try refusals([history(slip)]).map { $0.contains("undone at once") } == [true])
        }
        var double: [Double?] = walk(100)
        double[30] = double[30].map { $0 * 2 }
        #expect(try DataQuality().clean([history(double)]).issues.contains { $0.rule == "spike" })
        var gap: [Double?] = walk(100).enumerated().map { $0 >= 30 ? $1 / 100 : $1 }
        gap[30] = nil
        gap[31] = nil
        #expect(try refusals([history(gap)]).map { $0.contains("1:100") } == [true])
        let mixed = walk(100).enumerated().map { $0 % 2 == 0 ? $1 / 100 : $1 }
        #expect(try !refusals([history(mixed)]).isEmpty)
    }

    @Test("told what to do, it does that")
    func treated() throws {
        let levels = walk(100).enumerated().map { $0 >= 40 ? $1 / 4 : $1 }
        let kept = try DataQuality([rule(RoundRatio.self, .report)]).clean([history(levels)])
        #expect(kept.issues.map(\.rule) == ["round-ratio"])
        #expect(kept.levels[40] != nil)
        let excluded = try DataQuality([rule(RoundRatio.self, .exclude)]).clean([history(levels)])
        #expect(excluded.levels[40] == nil)
    }

    @Test("rates in percent or basis points are refused by their level, or by how they move")
    func percent() throws {
        func rates(_ scale: Double, _ start: Double) -> [Double] {
            var random = SplitMix(state: 9)
            var level = start
            return (0..<80).map { _ in
                level += Double.random(in: -0.0008...0.0008, using: &random)
                return level * scale
            }
        }
        #expect(try DataQuality().clean([history(rates(1, 0.048), of: "IR.USD.1Y")]).issues.isEmpty)
        let percent = try refusals([history(rates(100, 0.048), of: "IR.USD.1Y")])
        #expect(percent.count == 1 && percent[0].contains("is it ") && percent[0].hasSuffix("%?"))
        let points = try refusals([history(rates(10_000, 0.048), of: "IR.USD.1Y")])
        #expect(points.count == 1 && points[0].contains(" bp?"))
        let low = try refusals([history(rates(100, 0.004), of: "IR.EUR.1Y")])
        #expect(low.count == 1 && low[0].contains("its changes make a volatility of"), "\(low)")
        #expect(try refusals([history(walk(20, size: 0.05), of: "VOL.A")]).count == 1)
        let meant = rule(ImplausibleLevel.self, .refuse, ["except": .list([.text("IR.*")])])
        #expect(try DataQuality([meant]).clean([history(rates(100, 0.048), of: "IR.ARS.1Y")]).issues.isEmpty)
        let raised = rule(ImplausibleLevel.self, .refuse, ["rate": .number(10), "rateVolatility": .number(5)])
        #expect(try DataQuality([raised]).clean([history(rates(100, 0.048), of: "IR.ARS.1Y")]).issues.isEmpty)
    }
}
