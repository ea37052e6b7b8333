import Calibration
import Market

/// A calibration as one page that stands alone: parameters, tests and diagnostic charts.
public struct CalibrationPage: Sendable {
    public init() {}

    public func render(_ report: CalibrationReport) throws -> String {
        let candidates: [(any PageSection)?] = [
            FitSection(report), DependenceSection(report), NotesSection(report.notes), DiagnosisSection(report),
            SpectrumSection(report), DataIssueSection(report.dataIssues),
        ]
        return try Page(
            eyebrow: "Calibration of the market model", title: report.title,
            facts: ["As of \(report.asOf)", NumberText.counted(report.factors.count, "factor"), report.dependence],
            version: report.version, fragments: candidates.compactMap { try $0?.fragment() }
        ).html()
    }
}

/// The factors with their parameters and the verdict of the tests.
struct FitSection: PageSection {
    struct Row {
        let name: String
        let process: String
        let marginal: String?
        let parameters: String
        let tests: String
        let verdict: String
    }

    static let anchor = "fits"
    static let heading = "Processes"

    let rows: [Row]

    init(_ report: CalibrationReport) {
        rows = report.factors.map { factor in
            let stated = [
                FittedParameter(name: "volatility", value: factor.volatility, standardError: nil),
                FittedParameter(name: "drift", value: factor.drift, standardError: nil),
            ]
            let parameters = factor.parameters.isEmpty ? stated : factor.parameters
            let tests = factor.diagnosis.map { diagnosis in
                [diagnosis.uniformity, diagnosis.independence, diagnosis.squareIndependence]
                    .map { FitWords.probability($0.pValue) }.joined(separator: " · ")
            }
            let likelihood = factor.logLikelihood.map {
                "; log-likelihood \(NumberText.fixed($0, decimals: 1)), AIC \(NumberText.fixed(factor.akaike, decimals: 1)),"
                    + " BIC \(NumberText.fixed(factor.bayesian, decimals: 1))"
            }
            return Row(
                name: factor.id.name,
                process: factor.process, marginal: factor.marginal,
                parameters: parameters.map { FitWords.parameter($0) }.joined(separator: ", ") + (likelihood ?? ""),
                tests: tests ?? "", verdict: FitWords.verdict(factor.diagnosis))
        }
    }

    static let template = """
        <p class="small muted">Estimates ± one standard error. The tests are p-values for the shape of the moves \
        (Kolmogorov–Smirnov), for their independence and for that of their squares (Ljung–Box, ten lags); below 0.01 \
        they speak against the model.</p>
        <div class="scroll" role="region" tabindex="0" aria-label="Processes">
        <table><thead><tr><th scope="col">Factor</th><th scope="col" class="words">Process</th>\
        <th scope="col" class="words">Parameters</th><th scope="col">Shape · serial · squares</th>\
        <th scope="col" class="words">Against the model</th></tr></thead>
        <tbody>
        {{#rows}}<tr><th scope="row">{{name}}</th><td class="words">{{process}}\
        {{#marginal}}<br>{{marginal}}{{/marginal}}</td><td class="prose">{{parameters}}</td>\
        <td>{{tests}}</td><td class="prose">{{verdict}}</td></tr>
        {{/rows}}</tbody></table></div>
        """
}

/// How the factors depend on each other, and what was fitted of it.
struct DependenceSection: PageSection {
    struct Fact {
        let term: String
        let words: String
    }

    static let anchor = "dependence"
    static let heading = "Dependence"

    let facts: [Fact]
    let marginals: [MarginalRow]
    let hasMarginals: Bool

    init(_ report: CalibrationReport) {
        let fit = report.dependenceFit
        let words: [(String, String?)] = [
            ("Dependence", report.dependence), ("Fitted", fit?.fitWords),
            ("Tail dependence", fit?.tailWords.map { "largest for \($0)" }),
            ("Covariance", report.covariance ?? "as the scenario states it; nothing was estimated"),
        ]
        facts = words.compactMap { term, words in words.map { Fact(term: term, words: $0) } }
        marginals = (fit?.marginals ?? []).map { MarginalRow($0) }
        hasMarginals = !marginals.isEmpty
    }

    static let template = """
        <dl class="facts-list">{{#facts}}<dt>{{term}}</dt><dd>{{words}}</dd>
        {{/facts}}</dl>
        \(MarginalRow.table)
        """
}

/// Four charts for each factor: quantiles, the transform's histogram, correlogram of the squares, volatility.
struct DiagnosisSection: PageSection {
    struct Panel {
        let name: String
        let words: String
        let charts: [Chart]
    }

    struct Chart {
        let caption: String
        let markup: String
    }

    static let anchor = "diagnosis"
    static let heading = "Do the moves look like the model?"
    private static let panelLimit = 24

    let panels: [Panel]
    let more: [Panel]
    let moreWords: String?

    init?(_ report: CalibrationReport) {
        let all = report.factors.compactMap { factor in factor.diagnosis.map { Self.panel(factor, $0) } }
        guard !all.isEmpty else { return nil }
        panels = Array(all.prefix(Self.panelLimit))
        more = Array(all.dropFirst(Self.panelLimit))
        moreWords = more.isEmpty ? nil : "\(NumberText.integer(more.count)) more factors"
    }

    private static func panel(_ factor: CalibratedFactor, _ diagnosis: FactorDiagnosis) -> Panel {
        func tail(_ tail: TailIndex?) -> String {
            tail.map {
                NumberText.fixed($0.index, decimals: 1) + " ± " + NumberText.fixed($0.standardError, decimals: 1)
            } ?? "unknown"
        }
        let (width, height) = (226.0, 150.0)
        return Panel(
            name: factor.id.name,
            words: "\(factor.process), \(NumberText.counted(diagnosis.moves, "move")) from \(diagnosis.from) to"
                + " \(diagnosis.to); skewness \(NumberText.fixed(diagnosis.skewness, decimals: 2)), excess kurtosis"
                + " \(NumberText.fixed(diagnosis.excessKurtosis, decimals: 1)); tail index of falls"
                + " \(tail(diagnosis.lowerTail)), of rises \(tail(diagnosis.upperTail)).",
            charts: zip(
                Self.captions,
                [
                    QuantileChart(
                        points: diagnosis.quantiles, title: "Quantiles of the residuals of \(factor.id)", theme: .page
                    ).svg(width: width, height: height),
                    UniformityChart(
                        counts: diagnosis.uniformCounts, title: "Probability integral transform of \(factor.id)",
                        theme: .page
                    ).svg(width: width, height: height),
                    CorrelogramChart(
                        autocorrelations: diagnosis.squareAutocorrelations, observations: diagnosis.moves,
                        title: "Autocorrelation of the squared residuals of \(factor.id)", theme: .page
                    ).svg(width: width, height: height),
                    VolatilityChart(
                        points: diagnosis.volatilities, title: "Annual volatility of \(factor.id)", theme: .page
                    ).svg(width: width, height: height),
                ]
            ).map { Chart(caption: $0, markup: $1) })
    }

    private static let captions = ["residuals against normal", "transform", "squares, by lag", "volatility"]

    private static let list = """
        <h3>{{name}}</h3><p class="small muted">{{words}}</p>
        <div class="diagnosis">{{#charts}}<figure>{{{markup}}}<figcaption>{{caption}}</figcaption></figure>{{/charts}}</div>
        """

    static let template = """
        <p class="small muted">From left to right: quantiles of the residuals against the normal law's, on the diagonal \
        where the model is right; the probability integral transform, even where it is right (dashed: 95 % band); \
        autocorrelation of squared residuals by lag (dashed: 95 % band); annual volatility of the last 60 moves (grey) \
        and of the model (blue, dashed).</p>
        {{#panels}}\(list){{/panels}}
        {{#moreWords}}<details><summary>{{moreWords}}</summary>{{#more}}\(list){{/more}}</details>{{/moreWords}}
        """
}

/// The eigenvalues of the correlations beside those of noise.
struct SpectrumSection: PageSection {
    static let anchor = "spectrum"
    static let heading = "Eigenvalues of the correlations"

    let words: String
    let chart: String
    let table: String

    init?(_ report: CalibrationReport) {
        guard let spectrum = report.spectrum, spectrum.eigenvalues.count > 1 else { return nil }
        words =
            "\(spectrum.informativeCount) of \(spectrum.eigenvalues.count) eigenvalues lie above those that"
            + " \(NumberText.integer(spectrum.observations)) independent changes would show"
            + " (shaded, up to \(NumberText.fixed(spectrum.upperEdge, decimals: 2)): Marchenko–Pastur); they carry"
            + " \(NumberText.percent(spectrum.informativeShare, decimals: 0)) of the variance."
        chart = SpectrumChart(spectrum: spectrum, title: "Eigenvalues of the correlations", theme: .page)
            .svg(width: 720, height: 260)
        table =
            DataTable(
                summary: "Data of the chart", caption: "Eigenvalues", header: ["Rank", "Eigenvalue"],
                rows: spectrum.eigenvalues.enumerated().map {
                    ["\($0.offset + 1)", NumberText.significant($0.element, digits: 4)]
                }
            ).html
    }

    static let template = """
        <p class="small muted">{{words}}</p>
        <figure>{{{chart}}}</figure>
        {{{table}}}
        """
}
