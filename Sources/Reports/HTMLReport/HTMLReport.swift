import Measures
import Mustache

/// The report as one page that stands alone: no scripts, nothing loaded, light, dark and on paper.
///
/// It is written for a board: the figures with their intervals first, then where they come from, then how they were
/// made. Every chart is described in words and has its data beside it.
public struct HTMLReport: ReportFormat {
    public static let name = "html"
    public static let summary = "one self-contained page with charts, for reading and printing"
    public static let fileName = "report.html"

    public init() {}

    public func render(_ report: RiskReport) throws -> String {
        let candidates: [(any PageSection)?] = [
            HeadlineSection(report), NotesSection(report.notes), LossSection(report), ConvergenceSection(report),
            BookSection(report), DiversificationSection(report), MeasureSection(report), ParametricSection(report),
            ModelSection(report), FittedProcessSection(report),
            CorrelationSection(report), HistorySection(report), FactorSection(report),
            DataIssueSection(report.dataIssues),
            ProvenanceSection(report),
        ]
        var fragments = try candidates.compactMap { try $0?.fragment() }
        if let limits = report.limitSection { fragments.insert(limits.fragment, at: 1) }
        return try Page(report, fragments: fragments).html()
    }
}
