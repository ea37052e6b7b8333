import Market
import Measures

/// The marginal law of one factor as a row of a table.
struct MarginalRow {
    let factor: String
    let kind: String
    let parameters: String
    let lower: String
    let upper: String

    init(_ marginal: MarginalSummary) {
        factor = marginal.factor.name
        kind = marginal.kind
        parameters = marginal.parameters.map { FitWords.parameter($0) }.joined(separator: ", ")
        lower = Self.shapes(marginal.lowerThresholds)
        upper = Self.shapes(marginal.upperThresholds)
    }

    /// “0.17 at 5%, 0.15 at 7.5%”.
    private static func shapes(_ rows: [MarginalSummary.ThresholdRow]) -> String {
        rows.map { row in
            NumberText.fixed(row.shape, decimals: 2) + " at \(NumberText.significant(row.share * 100, digits: 3))%"
        }.joined(separator: ", ")
    }

    /// A template for sections that have `marginals` and `hasMarginals`.
    static let table = """
        {{#hasMarginals}}<h3>Marginal laws</h3>
        <p>The shape of a tail should change little from threshold to threshold; each is given with the share of changes \
        beyond.</p>
        <div class="scroll" role="region" tabindex="0" aria-label="Marginal laws"><table>\
        <thead><tr><th scope="col">Factor</th><th scope="col" class="words">Law</th><th scope="col" class="words">Fitted</th>\
        <th scope="col" class="words">Lower shape by threshold</th><th scope="col" class="words">Upper shape by threshold</th></tr></thead>
        <tbody>{{#marginals}}<tr><th scope="row">{{factor}}</th><td class="words">{{kind}}</td><td class="prose">{{parameters}}</td>\
        <td class="prose">{{lower}}</td><td class="prose">{{upper}}</td></tr>
        {{/marginals}}</tbody></table></div>{{/hasMarginals}}
        """
}
