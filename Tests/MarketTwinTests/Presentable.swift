import MarketTwin
import Testing

/// Expects what holds for the document of every study: its sections may be chosen by their names, its brief is a screen, and
/// each format of the catalog writes it.
func expectPresentable(
    _ document: Document, _ outline: DocumentOutline, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    #expect(outline.unknown(among: document.sections.map(\.anchor)) == nil, sourceLocation: sourceLocation)
    let brief = DocumentText(reading: .brief).render(document)
    let lines = brief.split(separator: "\n", omittingEmptySubsequences: false)
    #expect((4...60).contains(lines.count), "\(brief)", sourceLocation: sourceLocation)
    for format in Catalog.documentFormats {
        let files = try format.files(of: document)
        #expect(files.first?.name == type(of: format).fileName, sourceLocation: sourceLocation)
        #expect(files.allSatisfy { !$0.bytes.isEmpty }, sourceLocation: sourceLocation)
    }
    #expect(Set(Catalog.documentFormats.map { type(of: $0).fileName }).count == Catalog.documentFormats.count)
}
