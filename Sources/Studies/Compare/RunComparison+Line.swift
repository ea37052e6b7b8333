import Measures
import Reports

extension RunComparison {
    /// One line for each figure that heads a report: “VaR 99% +12%: positions +9, model +4, noise ±0.5”, shares of the first run's
    /// figure.
    package var lines: [String] {
        leading.map { change in
            let base = abs(change.from.value)
            func share(_ value: Double) -> String {
                guard base > 0 else { return "new" }
                let percent = 100 * value / base
                let text = NumberText.fixed(abs(percent), decimals: abs(percent) < 10 ? 1 : 0)
                return (percent < 0 ? "−" : "+") + text
            }
            let unit = base > 0 ? "%" : ""
            guard change.total.value != 0 else { return "\(change.words.label) unchanged" }
            let parts = zip(steps, change.steps).filter { $0.1.value != 0 }.map { "\($0.0.label) \(share($0.1.value))" }
            let error =
                change.total.standardError > 0
                ? [
                    "±\(NumberText.fixed(100 * change.total.standardError / max(base, .leastNormalMagnitude), decimals: 1))"
                ] : []
            let split = parts + (base > 0 ? error : [])
            return "\(change.words.label) \(share(change.total.value))\(unit)"
                + (split.isEmpty ? "" : ": " + split.joined(separator: ", "))
        }
    }
}
