import Measures
import Simulation

extension ParametricSummary {
    /// What the parametric methods say of the tail of the whole portfolio; nil where no measure of the tail was asked for.
    init?(_ run: BoundRun, workers: Int) {
        let tails = run.measures.filter { $0.confidence != nil }
        guard !tails.isEmpty else { return nil }
        guard let check = try? run.parametricCheck(workers: workers) else { return nil }
        let figures = check.laws.flatMap { method, law in
            tails.compactMap { measure in
                measure.value(under: law).map {
                    Figure(method: method.rawValue, key: FigureKey(measure), value: $0)
                }
            }
        }
        guard figures.allSatisfy(\.value.isFinite) else { return nil }
        var remarks: [String] = []
        if check.laws.isEmpty {
            remarks.append("The portfolio is too large for sensitivities within milliseconds.")
        } else if check.laws.count == 1 {
            remarks.append(
                "Too many factors for second derivatives within milliseconds: only delta-normal was computed.")
        } else if !check.hasCrossGammas, run.market.factors.count > 1 {
            remarks.append(
                "Second derivatives across factors were left out: the portfolio is too large for milliseconds.")
        }
        if check.laws.contains(where: { $0.method == .imhof }),
            !check.laws.contains(where: { $0.method == .cornishFisher })
        {
            remarks.append(
                "Cornish–Fisher is left out: the loss is so skewed that its quantiles would fall as confidence rises.")
        }
        self.init(figures: figures, remarks: remarks)
    }
}
