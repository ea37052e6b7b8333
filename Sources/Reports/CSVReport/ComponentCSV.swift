import Measures

/// What every part adds to the leading figures, a row each: for spreadsheets and databases.
public struct ComponentCSV: ReportFormat {
    public static let name = "components"
    public static let summary = "one row a contribution to the leading figures, for spreadsheets and databases"
    public static let fileName = "components.csv"
    static let header = [
        "by", "name", "measure", "confidence", "value", "standardError", "share", "marginal", "standAlone",
        "standAloneError", "incremental", "incrementalError",
    ]

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ report: RiskReport) throws -> String {
        var rows = [Self.header]
        for component in report.attribution?.components ?? [] {
            let numbers: [Double?] = [
                component.confidence, component.value, component.standardError, component.share, component.marginal,
                component.standAlone, component.standAloneError, component.incremental, component.incrementalError,
            ]
            let fields = try zip(Self.header.dropFirst(3), numbers).map { name, number -> String in
                guard let number else { return "" }
                guard number.isFinite else {
                    throw ReportError.notFinite(field: "\(name) of \(component.by.rawValue) “\(component.name)”")
                }
                return number.description
            }
            rows.append([component.by.rawValue, component.name, component.kind] + fields)
        }
        return CSVReport.text(rows)
    }
}
