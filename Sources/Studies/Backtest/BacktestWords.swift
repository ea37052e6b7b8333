import Backtesting
import Reports
import Statistics

/// The wording of a backtest.
struct BacktestWords {
    private let report: BacktestReport

    init(_ report: BacktestReport) { self.report = report }

    /// `0.034 *` where the level rejects.
    func pValue(_ outcome: TestOutcome, level: Double) -> Prose {
        let probability = Quantity(outcome.pValue, .testProbability)
        return outcome.pValue != nil && outcome.verdict(at: level) == .rejected
            ? "\(probability) *" : Prose(probability)
    }

    /// Verdicts that the law of large samples gives, and a sample of this size does not: one line a model.
    func smallSamples(level: Double) -> [Prose] {
        report.models.compactMap { model in
            let others = model.tests.filter { test in
                test.smallSample.map { $0.verdict(at: level) != test.outcome.verdict(at: level) } ?? false
            }
            guard !others.isEmpty else { return nil }
            let parts = others.map { test -> Prose in
                let own = Quantity(test.smallSample?.pValue, .testProbability)
                let large = Quantity(test.outcome.pValue, .testProbability)
                return "\(test.name) \(own), not \(large)"
            }
            let list = Prose(parts, separator: "; ")
            return "\(model.name): in samples of this size, exactly or by simulation, p-values say otherwise: \(list)"
        }
    }

    func difference(_ value: Double) -> Prose { "\(value < 0 ? "" : "+")\(.number(value, digits: 2))" }

    /// “a, b and c”.
    func list(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Models whose columns fit beside one another in text, by place: tables of more are cut.
    func groups(of size: Int) -> [Range<Int>] {
        stride(from: 0, to: report.models.count, by: size).map { $0..<min($0 + size, report.models.count) }
    }

    /// A column for each of some models: by name where text has room, else by a letter that text explains.
    func columns(_ models: Range<Int>) -> [DocumentTable.Column] {
        let width = report.models.reduce(0) { $0 + max($1.name.displayWidth, 9) + 2 }
        return models.map { .init(report.models[$0].name, abbreviation: width > 44 ? Self.letter($0) : nil) }
    }

    /// The name of a model in the table of all, which leaves no room for a long one: a letter tells which it is.
    func label(_ place: Int) -> String {
        let isLong = report.models.count > 1 && report.models.contains { $0.name.displayWidth > 19 }
        return (isLong ? Self.letter(place) + " " : "") + report.models[place].name
    }

    /// A to Z, then AA and so on.
    private static func letter(_ place: Int) -> String {
        let own = String(UnicodeScalar(UInt8(65 + place % 26)))
        return place < 26 ? own : letter(place / 26 - 1) + own
    }

    var amount: Notation {
        let largest = report.profitAndLoss.reduce(0) { max($0, abs($1)) }
        return largest >= 1_000 && largest < 1e15 ? .decimals(0) : .digits(5)
    }

    /// What a test asks, and what it would have found.
    func question(_ index: Int) -> Prose {
        let own = report.models.compactMap { model in model.tests[index].power.map { $0 } }
        let summary = report.models.first?.tests[index].summary ?? ""
        guard let first = own.first else { return Prose(summary) }
        let probabilities = own.map(\.probability)
        let (low, high) = (probabilities.min() ?? 0, probabilities.max() ?? 0)
        let (least, most) = (Quantity.share(low, decimals: 0), Quantity.share(high, decimals: 0))
        let range: Prose = least.text() == most.text() ? Prose(least) : "\(least) to \(most)"
        // The level stands for the others.
        let sizes = own.compactMap(\.size)
        let wrong = sizes.max().flatMap { $0 > 1.5 * report.level ? $0 : nil }
        let size: Prose = wrong.map { "; rejects a right model in \(.share($0, decimals: 0)) of cases" } ?? ""
        return "\(summary); power \(range) against \(first.fault)\(size)"
    }

    /// Why tests could not be done, those of the same reason together.
    var obstacles: [String] {
        var byReason: [(reason: String, tests: [String])] = []
        for model in report.models {
            for test in model.tests {
                guard case .impossible(let reason) = test.outcome else { continue }
                let words = report.models.count > 1 ? "\(model.name): \(reason)" : reason
                if let index = byReason.firstIndex(where: { $0.reason == words }) {
                    byReason[index].tests.append(test.name)
                } else {
                    byReason.append((words, [test.name]))
                }
            }
        }
        // The same for all models is told once.
        let all = report.models.map(\.name)
        var merged: [(reason: String, tests: [String], models: Int)] = []
        for entry in byReason {
            let name = all.first { entry.reason.hasPrefix($0 + ": ") }
            let bare = name.map { String(entry.reason.dropFirst($0.count + 2)) } ?? entry.reason
            if let index = merged.firstIndex(where: { $0.reason == bare && $0.tests == entry.tests }) {
                merged[index].models += 1
            } else {
                merged.append((bare, entry.tests, 1))
            }
        }
        return report.models.count > 1 && merged.allSatisfy({ $0.models == all.count })
            ? merged.map { "\($0.reason): \($0.tests.joined(separator: ", "))" }
            : byReason.map { "\($0.reason): \($0.tests.joined(separator: ", "))" }
    }

    /// Of a light with what it costs.
    func light(_ light: TrafficLight) -> Prose {
        """
        \(light.zone.rawValue), \(NumberText.counted(light.exceptions, "exception")) in \
        \(NumberText.counted(light.count, "day")); multiplier \(.decimal(light.multiplier(.basel1996), 2)) (1996), \
        \(.decimal(light.multiplier(.mar99), 2)) (MAR99)
        """
    }

    /// How many losses exceed the value-at-risk from which the shortfall is taken, where it is not the one that is judged.
    func shortfallHits(_ model: BacktestedModel) -> Prose? {
        guard report.shortfallConfidence != report.confidence else { return nil }
        let series = model.shortfallForecasts
        let expected = Quantity.decimal(Double(series.count) * series.tailProbability, 1)
        let count = NumberText.counted(series.exceptions.exceptionCount, "loss", plural: "losses")
        let level = Quantity.share(report.shortfallConfidence)
        return "\(count) beyond the VaR \(level) that it starts from, and \(expected) expected"
    }

    func zones(_ zones: [TrafficLight.Zone: Int]) -> Prose? {
        let total = zones.values.reduce(0, +)
        guard total > 0 else { return nil }
        let shares = TrafficLight.Zone.allCases.map { zone -> Prose in
            "\(zone.rawValue) \(.share(Double(zones[zone] ?? 0) / Double(total), decimals: 0))"
        }
        return "\(Prose(shares, separator: ", ")) of all windows of 250 days"
    }
}
