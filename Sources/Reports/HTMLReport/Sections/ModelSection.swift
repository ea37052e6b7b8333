import Market
import Measures

/// The market model in a few facts, and what was repaired in it.
struct ModelSection: PageSection {
    struct Fact {
        let term: String
        let words: String
    }

    struct Move {
        let pair: String
        let before: String
        let after: String
        let change: String
    }

    static let anchor = "model"
    static let heading = "Market model"

    /// The marginal law of one factor.
    struct MarginalRow {
        let factor: String
        let kind: String
        let parameters: String
        let lower: String
        let upper: String
    }

    let facts: [Fact]
    let marginals: [MarginalRow]
    let hasMarginals: Bool
    let repairWords: String?
    let moves: [Move]
    let hasMoves: Bool

    init(_ report: RiskReport) {
        let model = report.model
        let scenarios = report.run.scenarios
        let usesModel = scenarios?.usesModel ?? true
        let fit = usesModel ? model.dependenceFit : nil
        var facts = scenarios.map { [Fact(term: report.run.paths > 0 ? "Scenarios" : "Method", words: $0.title)] } ?? []
        if usesModel {
            facts.append(Fact(term: "Dependence", words: model.dependence))
            facts.append(
                Fact(
                    term: "Covariance", words: model.covariance ?? "as the scenario states it; nothing was estimated"))
        }
        if let fit {
            if let words = fit.fitWords {
                facts.append(
                    Fact(
                        term: "Fitted dependence",
                        words: words + ", to \(NumberText.counted(fit.observations, "change"))"))
            }
            if let words = fit.tailWords {
                facts.append(Fact(term: "Tail dependence", words: "largest for \(words)"))
            }
        }
        marginals = (fit?.marginals ?? []).map { MarginalRow($0) }
        hasMarginals = !marginals.isEmpty
        if usesModel, let window = model.window {
            facts.append(
                Fact(
                    term: "Window",
                    words: "\(window.from) to \(window.to), \(NumberText.counted(window.changes, "change"))"))
        }
        facts.append(Fact(term: "Risk factors", words: NumberText.integer(model.factors.count)))
        if usesModel, let eigenvalue = model.smallestEigenvalue {
            facts.append(
                Fact(
                    term: "Correlation matrix",
                    words: "smallest eigenvalue \(NumberText.significant(eigenvalue, digits: 2))"
                        + (model.repair == nil ? "" : " before the repair") + ", rank \(NumberText.integer(model.rank))"
                ))
        }
        self.facts = facts
        repairWords = model.repair.map { repair in
            "The correlation matrix was not positive definite; \(repair.kind) moved it by "
                + "\(NumberText.significant(repair.distance, digits: 3)) (Frobenius norm). Its smallest eigenvalue went "
                + "from \(NumberText.significant(repair.smallestEigenvalueBefore, digits: 2)) to "
                + "\(NumberText.significant(repair.smallestEigenvalueAfter, digits: 2))."
                + (repair.moves.isEmpty ? "" : " The pairs moved most:")
        }
        moves = (model.repair?.moves ?? []).map { move in
            let (before, after) = (
                NumberText.fixed(move.before, decimals: 4), NumberText.fixed(move.after, decimals: 4)
            )
            return Move(
                pair: move.between.map(\.name).joined(separator: " – "), before: before, after: after,
                change: NumberText.fixed(move.after - move.before, decimals: 4))
        }
        hasMoves = !moves.isEmpty
    }

    static let template = """
        <dl class="facts-list">{{#facts}}<dt>{{term}}</dt><dd>{{words}}</dd>
        {{/facts}}</dl>
        {{#hasMarginals}}\(MarginalRow.table){{/hasMarginals}}
        {{#repairWords}}<h3>Repair of the correlations</h3>
        <p>{{repairWords}}</p>
        {{#hasMoves}}<div class="scroll" role="region" tabindex="0" aria-label="Repaired pairs"><table class="narrow-table">\
        <thead><tr><th scope="col">Pair</th><th scope="col">Before</th><th scope="col">After</th>\
        <th scope="col">Change</th></tr></thead>
        <tbody>{{#moves}}<tr><th scope="row">{{pair}}</th><td>{{before}}</td><td>{{after}}</td><td>{{change}}</td></tr>
        {{/moves}}</tbody></table></div>{{/hasMoves}}{{/repairWords}}
        """
}

extension ModelSection.MarginalRow {
    /// Of rows named `marginals`.
    static let table = """
        <h3>Marginal laws</h3>
        <p>The shape of a tail should change little from threshold to threshold; each is given with the share of changes \
        beyond.</p>
        <div class="scroll" role="region" tabindex="0" aria-label="Marginal laws"><table>\
        <thead><tr><th scope="col">Factor</th><th scope="col" class="words">Law</th>\
        <th scope="col" class="words">Fitted</th><th scope="col" class="words">Lower shape by threshold</th>\
        <th scope="col" class="words">Upper shape by threshold</th></tr></thead>
        <tbody>{{#marginals}}<tr><th scope="row">{{factor}}</th><td class="words">{{kind}}</td>\
        <td class="prose">{{parameters}}</td><td class="prose">{{lower}}</td><td class="prose">{{upper}}</td></tr>
        {{/marginals}}</tbody></table></div>
        """

    init(_ marginal: MarginalSummary) {
        factor = marginal.factor.name
        kind = marginal.kind
        parameters = marginal.parameters.map(\.words).joined(separator: ", ")
        lower = Self.shapes(marginal.lowerThresholds)
        upper = Self.shapes(marginal.upperThresholds)
    }

    /// “0.17 at 5%, 0.15 at 7.5%”.
    private static func shapes(_ rows: [MarginalSummary.ThresholdRow]) -> String {
        rows.map { row in
            NumberText.fixed(row.shape, decimals: 2) + " at \(NumberText.significant(row.share * 100, digits: 3))%"
        }.joined(separator: ", ")
    }
}
