import Calibration

/// What was fitted of the dependence, and the marginal laws of the factors that have one.
struct DependenceFitSection: PageSection {
    static let anchor = "dependence"
    static let heading = "Dependence"

    let sentences: [String]
    let marginals: [ModelSection.MarginalRow]
    let hasMarginals: Bool

    init?(_ report: CalibrationReport) {
        guard let fit = report.dependenceFit else { return nil }
        sentences = [
            fit.fitWords.map { "Fitted: \($0), to \(NumberText.counted(fit.observations, "change"))." },
            fit.tailWords.map { "Extremes strike together most for \($0)." },
        ].compactMap { $0 }
        marginals = fit.marginals.map { ModelSection.MarginalRow($0) }
        hasMarginals = !marginals.isEmpty
    }

    static let template = """
        {{#sentences}}<p>{{.}}</p>{{/sentences}}
        {{#hasMarginals}}\(ModelSection.MarginalRow.table){{/hasMarginals}}
        """
}
