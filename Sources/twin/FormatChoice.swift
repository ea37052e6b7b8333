import ArgumentParser
import MarketTwin

/// The formats of a report as somebody chose them: `text,json,html,xlsx`.
struct FormatChoice {
    /// Those of documents.
    var documents: [any DocumentFormat]
    /// Whether the finding itself is written.
    var hasJSON: Bool

    /// What is written where nobody says.
    static let standard = FormatChoice(documents: Catalog.documentFormats, hasJSON: true)

    init(documents: [any DocumentFormat], hasJSON: Bool) {
        (self.documents, self.hasJSON) = (documents, hasJSON)
    }

    /// - Throws: where a name is none of a format.
    init(_ names: [String]) throws {
        let formats = Catalog.allFormats
        for name in names where !OutputSettings.names.contains(name) {
            let near = Suggestion.nearest(to: name, among: OutputSettings.names).map { "did you mean “\($0)”? " } ?? ""
            throw ValidationError(
                "there is no format “\(name)”; \(near)formats: \(OutputSettings.names.joined(separator: ", "))")
        }
        documents = formats.filter { names.contains(type(of: $0).name) }
        hasJSON = names.contains(OutputSettings.jsonName)
    }

    /// Whether losses on every path are written.
    var needsLosses: Bool { documents.contains { $0 is LossesNpy || $0 is DocumentArrow } }

    /// - Throws: the exit code of a service that is not there, where a format needs one.
    func checkTools() throws {
        for format in documents {
            guard let outside = format as? any OutsideFormat else { continue }
            let type = Swift.type(of: outside)
            guard type.program.path == nil else { continue }
            Door.complain(
                "error: a report as \(type.name) needs \(type.program.name), which is not on the path\n"
                    + "  hint: \(type.program.hint)\n")
            throw Door.Code.unavailable
        }
    }
}
