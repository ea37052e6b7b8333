import Measures

/// The processes that were fitted to the history of their factor.
struct FittedProcessSection: PageSection {
    struct Row {
        let name: String
        let process: String
        let parameters: String
        let likelihood: String
        let criteria: String
    }

    static let anchor = "fitted-processes"
    static let heading = "Fitted processes"

    let rows: [Row]

    init?(_ report: RiskReport) {
        guard !report.model.fits.isEmpty else { return nil }
        rows = report.model.fits.map { fit in
            Row(
                name: fit.factor.name, process: fit.process,
                parameters: fit.parameters.map { FitWords.parameter($0) }.joined(separator: ", "),
                likelihood: NumberText.fixed(fit.logLikelihood, decimals: 1),
                criteria: NumberText.fixed(fit.akaike, decimals: 1) + " / "
                    + NumberText.fixed(fit.bayesian, decimals: 1))
        }
    }

    static let template = """
        <p class="small muted">Estimates from the factor's own history, ± one standard error; “twin calibrate” shows how \
        well they fit.</p>
        <div class="scroll" role="region" tabindex="0" aria-label="Fitted processes">
        <table><thead><tr><th scope="col">Factor</th><th scope="col" class="words">Process</th>\
        <th scope="col" class="words">Parameters</th><th scope="col">Log-likelihood</th>\
        <th scope="col">AIC / BIC</th></tr></thead>
        <tbody>
        {{#rows}}<tr><th scope="row">{{name}}</th><td class="words">{{process}}</td><td class="prose">{{parameters}}</td>\
        <td>{{likelihood}}</td><td>{{criteria}}</td></tr>
        {{/rows}}</tbody></table></div>
        """
}
