import Reports

extension Study {
    /// The name of the finding itself among the files of a report.
    package static var jsonName: String { "report.json" }

    /// The report of a finding: the finding itself as JSON, then its document in every format.
    ///
    /// - Throws: `ReportError` where a figure cannot be written.
    package func files(of finding: Finding, in formats: [any DocumentFormat]) throws -> [DocumentFile] {
        let document = document(of: finding)
        let json = DocumentFile(
            name: Self.jsonName, mediaType: "application/json",
            bytes: Array(try json(of: finding, secondsOfReporting: { 0 }).utf8))
        return [json] + (try formats.flatMap { try $0.files(of: document) })
    }
}
