import Calibration
import Market
import Measures
import Reports

extension Document {
    /// A calibration for people: parameters with their errors, what the tests object to, diagnostic charts.
    public init(_ report: CalibrationReport) {
        let factors = NumberText.counted(report.factors.count, "factor")
        let sections: [DocumentSection?] = [
            report.processes, report.dependenceInShort, report.dependenceAtLength, report.notes(in: [.page]),
            report.tests, report.fittedProcesses, report.diagnoses, report.eigenvalues, report.issuesInShort,
            report.issuesAtLength, report.notes(in: [.brief, .screen]),
        ]
        self.init(
            eyebrow: "Calibration of the market model", title: report.title,
            facts: ["As of \(report.asOf)", Prose(factors), Prose(report.dependence)],
            screenFacts: ["market model as of \(report.asOf)", Prose(factors)], version: report.version,
            sections: sections.compactMap(\.self), records: report.records)
    }
}

extension CalibrationReport {
    /// Factors that a screen shows; pages have them all.
    private static let factorLimit = 40
    /// Factors whose charts a page shows at once.
    private static let panelLimit = 24

    // MARK: Processes

    /// The factors with their parameters and the verdict of the tests.
    var processes: DocumentSection {
        let hasMarginals = factors.contains { $0.marginal != nil }
        let rows = factors.map { factor -> DocumentTable.Row in
            let marginal: [DocumentTable.Cell] = hasMarginals ? [.init(factor.marginal ?? "")] : []
            let tests = factor.diagnosis.map { diagnosis in
                Prose(diagnosis.tests.map { Prose(Quantity($0.pValue, .testProbability)) }, separator: " · ")
            }
            return .init(
                factor.id.name,
                [.init(factor.process)] + marginal + [
                    .init(factor.parameterWords), .init(tests ?? ""), .init(FitWords.verdict(factor.diagnosis)),
                ])
        }
        return DocumentSection(
            anchor: "fits", heading: "Processes",
            blocks: [
                .remark(
                    """
                    Estimates ± one standard error. The tests are p-values for the shape of the moves (Kolmogorov–Smirnov), \
                    for their independence and for that of their squares (Ljung–Box, ten lags); below 0.01 they speak against \
                    the model.
                    """),
                .table(
                    DocumentTable(
                        caption: "Processes", stub: "Factor",
                        columns: [.init("Process", .words)] + (hasMarginals ? [.init("Marginal law", .words)] : []) + [
                            .init("Parameters", .prose), .init("Shape · serial · squares"),
                            .init("Against the model", .prose),
                        ], rows: rows)),
            ], in: [.page])
    }

    /// The processes that were fitted, for a screen.
    var fittedProcesses: DocumentSection? {
        let fitted = factors.filter { $0.method != nil }
        guard !fitted.isEmpty else { return nil }
        let blocks = fitted.prefix(Self.factorLimit).map { factor in
            DocumentBlock.item("\(factor.id) \(factor.process): \(factor.parameterWords)")
        }
        return DocumentSection(
            anchor: "fits", heading: "Fitted processes, with standard errors", blocks: blocks, in: [.screen])
    }

    // MARK: Dependence

    private var statedCovariance: String { "as the scenario states it; nothing was estimated" }

    /// How the factors depend on each other, for a screen.
    var dependenceInShort: DocumentSection {
        var blocks: [DocumentBlock] = [.paragraph(Prose(dependence))]
        if let fit = dependenceFit {
            if let words = fit.fitWords { blocks.append(.item("fitted: \(words)")) }
            if let words = fit.tailWords { blocks.append(.item("largest tail dependence: \(words)")) }
            if let words = fit.marginalWords { blocks.append(.item("marginal laws: \(words)")) }
        }
        if let covariance { blocks.append(.paragraph(Prose(covariance))) }
        if let spectrum {
            blocks.append(
                .paragraph(
                    """
                    \(spectrum.informativeCount) of \(spectrum.eigenvalues.count) eigenvalues above the noise of \
                    \(.count(spectrum.observations)) independent changes (\(.decimal(spectrum.upperEdge, 2))), with \
                    \(.share(spectrum.informativeShare, decimals: 0)) of the variance
                    """))
        }
        return DocumentSection(
            anchor: "dependence", heading: "Dependence", blocks: blocks, in: [.brief, .screen])
    }

    /// The same for a page, with the marginal laws.
    var dependenceAtLength: DocumentSection {
        let fit = dependenceFit
        let words: [(String, Prose?)] = [
            ("Dependence", Prose(dependence)), ("Fitted", fit?.fitWords),
            ("Tail dependence", fit?.tailWords.map { "largest for \($0)" }),
            ("Covariance", Prose(covariance ?? statedCovariance)),
        ]
        let facts = words.compactMap { term, words in words.map { DocumentFact(term, $0) } }
        return DocumentSection(
            anchor: "dependence", heading: "Dependence", blocks: [.facts(facts)] + (fit?.marginalBlocks ?? []),
            in: [.page])
    }

    /// The eigenvalues of the correlations beside those of noise.
    var eigenvalues: DocumentSection? {
        guard let spectrum, spectrum.eigenvalues.count > 1 else { return nil }
        let table = DocumentTable(
            caption: "Eigenvalues", stub: "Rank", columns: [.init("Eigenvalue")],
            rows: spectrum.eigenvalues.enumerated().map { .init("\($0.offset + 1)", [.init(.number($0.element))]) })
        return DocumentSection(
            anchor: "spectrum", heading: "Eigenvalues of the correlations",
            blocks: [
                .remark(
                    """
                    \(spectrum.informativeCount) of \(spectrum.eigenvalues.count) eigenvalues lie above those that \
                    \(.count(spectrum.observations)) independent changes would show (shaded, up to \
                    \(.decimal(spectrum.upperEdge, 2)): Marchenko–Pastur); they carry \
                    \(.share(spectrum.informativeShare, decimals: 0)) of the variance.
                    """),
                .chart(
                    DocumentChart(
                        SpectrumChart(spectrum: spectrum, title: "Eigenvalues of the correlations"), width: 720,
                        height: 260)), .details(title: "Data of the chart", [.table(table)]),
            ], in: [.page])
    }

    // MARK: Tests

    /// What the tests found, for a screen.
    var tests: DocumentSection? {
        let known = factors.compactMap { factor in factor.diagnosis.map { (factor, $0) } }
        guard !known.isEmpty else { return nil }
        let rows = known.map { factor, diagnosis -> DocumentTable.Row in
            let tails = [diagnosis.lowerTail, diagnosis.upperTail].map { Prose(.decimal($0?.index, 1)) }
            return .init(
                "\(factor.id.name) \(factor.process)",
                [.init(.count(diagnosis.moves))] + diagnosis.tests.map { .init($0.pValue, .testProbability) }
                    + [.init(Prose(tails, separator: " / "))])
        }
        return DocumentSection(
            anchor: "diagnosis", heading: "Do the moves look like the model? p-values; below 0.01 speaks against it",
            blocks: [
                .table(
                    DocumentTable(
                        caption: "Tests of the moves", stub: "factor",
                        columns: ["moves", "shape", "serial", "squares", "tails −/+"].map { .init($0) }, rows: rows,
                        textLimit: Self.factorLimit)),
                .remark(
                    """
                    shape: Kolmogorov–Smirnov; serial, squares: Ljung–Box, 10 lags; tails: Hill's index of falls and rises
                    """),
            ], in: [.brief, .screen])
    }

    /// Four charts for each factor: quantiles, the transform's histogram, correlogram of the squares, volatility.
    var diagnoses: DocumentSection? {
        let all = factors.compactMap { factor in factor.diagnosis.map { $0.blocks(of: factor) } }
        guard !all.isEmpty else { return nil }
        let more = all.dropFirst(Self.panelLimit)
        let title = "\(NumberText.integer(more.count)) more factors"
        return DocumentSection(
            anchor: "diagnosis", heading: "Do the moves look like the model?",
            blocks: [
                .remark(
                    """
                    From left to right: quantiles of the residuals against the normal law's, on the diagonal where the model is \
                    right; the probability integral transform, even where it is right (dashed: 95 % band); autocorrelation of \
                    squared residuals by lag (dashed: 95 % band); annual volatility of the last 60 moves (grey) and of the \
                    model (blue, dashed).
                    """)
            ] + all.prefix(Self.panelLimit).flatMap(\.self)
                + (more.isEmpty ? [] : [.details(title: title, more.flatMap(\.self))]), in: [.page])
    }

    // MARK: The rest

    var issuesInShort: DocumentSection? {
        dataIssues.counts.map {
            DocumentSection(
                anchor: "data", heading: "Data issues: \($0)", blocks: [], in: [.screen])
        }
    }

    var issuesAtLength: DocumentSection {
        let counts = dataIssues.counts.map { $0 + "." } ?? "Nothing was found wrong with the data."
        return DocumentSection(
            anchor: "data", heading: "Data issues", blocks: [.remark(Prose(counts)), .issues(dataIssues)], in: [.page])
    }

    func notes(in readings: Set<Reading>) -> DocumentSection? {
        notes.isEmpty
            ? nil
            : DocumentSection(
                anchor: "notes", heading: "Notes", blocks: [.list(notes.map { Prose($0) })], in: readings)
    }

    /// A row a factor and parameter.
    var records: DocumentTable {
        let rows = factors.flatMap { factor in
            factor.shownParameters.map { parameter -> DocumentTable.Row in
                .init(
                    factor.id.name,
                    [
                        .init(factor.process), .init(parameter.name), .exact(parameter.value),
                        .exact(parameter.standardError), .exact(parameter.robustStandardError),
                    ])
            }
        }
        return DocumentTable(
            caption: "Parameters", stub: "factor",
            columns: [
                .init("process", .words), .init("parameter", .words), .init("value"), .init("standardError"),
                .init("robustStandardError"),
            ], rows: rows)
    }
}

extension CalibratedFactor {
    /// Those of the process, or what is stated where none was fitted.
    fileprivate var shownParameters: [FittedParameter] {
        parameters.isEmpty
            ? [
                FittedParameter(name: "volatility", value: volatility, standardError: nil),
                FittedParameter(name: "drift", value: drift, standardError: nil),
            ] : parameters
    }

    /// “alpha 0.084 ± 0.012; log-likelihood 812.3, AIC −1,616.5, BIC −1,601.6”.
    fileprivate var parameterWords: Prose {
        var words = Prose(shownParameters.map { FitWords.parameter($0) }, separator: ", ")
        if let logLikelihood {
            words.append(
                """
                ; log-likelihood \(.decimal(logLikelihood, 1)), AIC \(.decimal(akaike, 1)), BIC \(.decimal(bayesian, 1))
                """)
        }
        return words
    }
}

extension FactorDiagnosis {
    fileprivate var tests: [Test] { [uniformity, independence, squareIndependence] }

    fileprivate func blocks(of factor: CalibratedFactor) -> [DocumentBlock] {
        func index(_ tail: TailIndex?) -> Prose {
            tail.map { "\(.decimal($0.index, 1)) ± \(.decimal($0.standardError, 1))" } ?? "unknown"
        }
        let charts: [(Prose, any Chart)] = [
            (
                "residuals against normal",
                QuantileChart(points: quantiles, title: "Quantiles of the residuals of \(factor.id)")
            ),
            (
                "transform",
                UniformityChart(counts: uniformCounts, title: "Probability integral transform of \(factor.id)")
            ),
            (
                "squares, by lag",
                CorrelogramChart(
                    autocorrelations: squareAutocorrelations, observations: moves,
                    title: "Autocorrelation of the squared residuals of \(factor.id)")
            ), ("volatility", VolatilityChart(points: volatilities, title: "Annual volatility of \(factor.id)")),
        ]
        return [
            .heading(factor.id.name),
            .remark(
                """
                \(factor.process), \(NumberText.counted(moves, "move")) from \(from) to \(to); skewness \
                \(.decimal(skewness, 2)), excess kurtosis \(.decimal(excessKurtosis, 1)); tail index of falls \
                \(index(lowerTail)), of rises \(index(upperTail)).
                """),
            .charts(charts.map { DocumentChart(caption: $0.0, $0.1, width: 226, height: 150) }),
        ]
    }
}

extension DocumentOutline {
    /// Of a calibration.
    public static let calibrate = DocumentOutline(["fits", "dependence", "notes", "diagnosis", "spectrum", "data"])
}
