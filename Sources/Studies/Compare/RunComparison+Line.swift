import Measures
import Reports

extension RunComparison {
    /// One line for each figure that heads a report: “VaR 99% +12%: positions +9.1, model +2.9, ±0.5”, in percent of the first run's
    /// figure; steps that change less than a twentieth of a percent are left out.
    package var lines: [String] {
        leading.map { change in
            let base = abs(change.from.value)
            guard change.total.value != 0 else { return "\(change.words.label) unchanged" }
            guard base > 0 else {
                return "\(change.words.label) from 0 to \(NumberText.compact(change.to.value))"
            }
            var parts = zip(steps, change.steps).filter { abs($0.1.value) >= 0.0005 * base }.map { step, part in
                "\(step.label) \(Self.percent(part.value / base))"
            }
            if change.total.standardError > 0 {
                parts.append("±" + NumberText.significant(100 * change.total.standardError / base, digits: 1))
            }
            return "\(change.words.label) \(Self.percent(change.total.value / base))%"
                + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
        }
    }

    /// “+9.1”, “−12”: signed, without the sign of percent.
    private static func percent(_ share: Double) -> String {
        let percent = 100 * abs(share)
        return (share < 0 ? "−" : "+") + NumberText.fixed(percent, decimals: percent < 10 ? 1 : 0)
    }
}
