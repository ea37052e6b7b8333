import Measures
import Reports

/// The tail of the whole portfolio by parametric methods, beside the simulated figures.
extension RiskReport {
    /// What every such table is to be read with.
    private static let caveat =
        "Sensitivities, and normal changes with the model's volatilities and correlations: neither lognormal levels nor"
        + " fat tails, jumps or mean reversion are in them. A gap that none of these explains is worth a look."

    /// A row for each measure of the tail, a column for each method, the simulated figure first.
    package func parametricTable(on reading: Reading) -> DocumentSection? {
        guard let parametric else { return nil }
        let isScreen = reading == .screen
        let amounts = parametric.figures.map(\.value)
        let unit = isScreen ? nil : CountingUnit(fitting: amounts.isEmpty ? [0] : amounts, digits: 9)
        let measured = portfolioFigures.filter { figure in
            parametric.figures.contains { $0.key == figure.key }
        }
        let estimates = measured.map(\.estimate)
        let resolution = Resolution(values: estimates.map(\.value), standardErrors: estimates.map(\.standardError))
        let notation = Notation.amount(resolution, in: unit)
        let table = DocumentTable(
            caption: "Parametric figures", stub: unit.map { portfolio.currency.code + $0.title } ?? "",
            columns: (["simulated"] + parametric.methods).map { .init($0) },
            rows: measured.map { figure in
                .init(
                    MeasureWords(figure).label,
                    [.init(figure.estimate.value, notation)]
                        + parametric.methods.map { method in
                            .init(parametric.value(method, figure.key), notation)
                        })
            }, labelWidth: 12)
        let remarks = parametric.remarks + (parametric.methods.isEmpty ? [] : [Self.caveat])
        let words = remarks.map { DocumentBlock.remark(Prose($0)) }
        return DocumentSection(
            anchor: "parametric", heading: "Parametric check",
            blocks: isScreen ? [.table(table)] + words : words + [.table(table)], in: [reading],
            currency: isScreen && !parametric.figures.isEmpty ? portfolio.currency : nil)
    }
}
