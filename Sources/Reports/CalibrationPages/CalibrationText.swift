import Calibration
import Market

/// A calibration for a terminal, 80 columns wide: parameters with their errors, and what the tests object to.
public struct CalibrationText: Sendable {
    public let usesColor: Bool

    public init(usesColor: Bool = false) { self.usesColor = usesColor }

    /// Factors shown; the JSON form has them all.
    private static let factorLimit = 40

    public func render(_ report: CalibrationReport) -> String {
        var page = TextPage(width: TextReport.width, usesColor: usesColor)
        for line in report.title.printable.wrapped(width: TextReport.width) { page.write(line, .heading) }
        page.write("market model as of \(report.asOf) · \(NumberText.counted(report.factors.count, "factor"))")
        page.writeHeading("Dependence")
        page.writeWrapped(report.dependence, first: "  ", hanging: "  ")
        if let fit = report.dependenceFit {
            if let words = fit.fitWords { page.writeWrapped("fitted: " + words, first: "  ", hanging: "    ") }
            if let words = fit.tailWords {
                page.writeWrapped("largest tail dependence: " + words, first: "  ", hanging: "    ")
            }
            if let words = fit.marginalWords {
                page.writeWrapped("marginal laws: " + words, first: "  ", hanging: "    ")
            }
        }
        if let covariance = report.covariance { page.writeWrapped(covariance, first: "  ", hanging: "  ") }
        if let spectrum = report.spectrum {
            page.writeWrapped(
                "\(spectrum.informativeCount) of \(spectrum.eigenvalues.count) eigenvalues above the noise of"
                    + " \(NumberText.integer(spectrum.observations)) independent changes"
                    + " (\(NumberText.fixed(spectrum.upperEdge, decimals: 2))), with"
                    + " \(NumberText.percent(spectrum.informativeShare, decimals: 0)) of the variance",
                first: "  ", hanging: "  ")
        }
        writeTests(of: report, on: &page)
        writeFits(of: report, on: &page)
        if let counts = report.dataIssues.counts { page.writeHeading("Data issues: \(counts)") }
        if !report.notes.isEmpty {
            page.writeHeading("Notes")
            for note in report.notes { page.writeWrapped(note, first: "  - ", hanging: "    ") }
        }
        return page.text
    }

    private func writeTests(of report: CalibrationReport, on page: inout TextPage) {
        let known = report.factors.compactMap { factor in factor.diagnosis.map { (factor, $0) } }
        guard !known.isEmpty else { return }
        page.writeHeading("Do the moves look like the model? p-values; below 0.01 speaks against it")
        let table = TextTable(
            header: .init(label: "  factor", cells: ["moves", "shape", "serial", "squares", "tails −/+"]),
            rows: known.prefix(Self.factorLimit).map { factor, diagnosis in
                let tails = [diagnosis.lowerTail, diagnosis.upperTail].map { tail in
                    tail.map { NumberText.fixed($0.index, decimals: 1) } ?? NumberText.none
                }
                return .init(
                    label: "  \(factor.id.name) \(factor.process)",
                    cells: [NumberText.integer(diagnosis.moves)]
                        + [diagnosis.uniformity, diagnosis.independence, diagnosis.squareIndependence].map {
                            FitWords.probability($0.pValue)
                        } + [tails.joined(separator: " / ")])
            }, gaps: [2, 2, 2, 2, 2])
        for line in table.lines(width: TextReport.width) { page.write(line) }
        if known.count > Self.factorLimit {
            page.write("  … and \(NumberText.integer(known.count - Self.factorLimit)) more in the report")
        }
        page.writeWrapped(
            "shape: Kolmogorov–Smirnov; serial, squares: Ljung–Box, 10 lags; tails: Hill's index of falls and rises",
            first: "  ", hanging: "  ")
    }

    private func writeFits(of report: CalibrationReport, on page: inout TextPage) {
        let fitted = report.factors.filter { $0.method != nil }
        guard !fitted.isEmpty else { return }
        page.writeHeading("Fitted processes, with standard errors")
        for factor in fitted.prefix(Self.factorLimit) {
            page.writeWrapped(
                "\(factor.id) \(factor.process): "
                    + factor.parameters.map { FitWords.parameter($0) }.joined(separator: ", ")
                    + "; log-likelihood \(NumberText.fixed(factor.logLikelihood, decimals: 1)),"
                    + " AIC \(NumberText.fixed(factor.akaike, decimals: 1)),"
                    + " BIC \(NumberText.fixed(factor.bayesian, decimals: 1))",
                first: "  ", hanging: "    ")
        }
    }
}
