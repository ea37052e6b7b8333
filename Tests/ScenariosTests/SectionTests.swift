import MarketTwin
import Scenarios
import Settings
import TestSupport
import Testing

/// A section of a study that nobody has written: how many of the books are told.
private struct Bookkeeping: ScenarioSection {
    var most = 1
    private var confidence: ConfidenceLevel?

    init() {}

    init(_ value: Value, in source: SectionSource, issues: inout [Settings.Issue]) {
        most = value["most"]?.count ?? most
        confidence = value["confidence"]?.confidence
        if most == 13 { issues.append(Settings.Issue("thirteen brings bad luck", at: value["most"]?.location)) }
    }

    static let key = "bookkeeping"
    static let summary = "which books are told; the first where left out"

    static func shape(in catalog: Catalog) -> Shape {
        .object([
            Setting("most", .count(1...100), .optional, "books at most; 1 where left out"),
            Setting("confidence", .number(.fraction), .optional, "of a value-at-risk to go with them"),
        ])
    }

    var neededMeasures: [Scenario.Located<any RiskMeasure>] {
        confidence.map { [.init(content: ValueAtRisk(confidence: $0))] } ?? []
    }

    func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> [String]? {
        guard let books = context.books else { return nil }
        if most > books.count {
            remarks.issues.append(
                Settings.Issue("there are not so many books", path: "bookkeeping.most", from: [.setting(["portfolio"])])
            )
        }
        remarks.notes.append("Books are told.")
        return Array(books.prefix(most))
    }
}

@Suite("Sections of the scenario file")
struct SectionTests {
    private var catalog: Catalog {
        var catalog = Catalog.standard
        catalog.sections.append(Bookkeeping.self)
        return catalog
    }

    private func resolve(_ yaml: String, _ sections: SectionChoice) throws -> ResolvedRun {
        let folder = try ScratchFolder(["s.yaml": yaml])
        defer { folder.remove() }
        return try ScenarioResolver(catalog: catalog).resolve(folder.path("s.yaml"), sections: sections)
    }

    private func complaints(_ yaml: String, _ sections: SectionChoice = .written) throws -> [String] {
        do {
            _ = try resolve(yaml, sections)
            return []
        } catch let issues as Issues {
            return issues.all.map { "\($0.location?.line ?? 0) \($0.message)" }
        }
    }

    @Test("a line in the catalog is all that a section needs: schema, decoding, measures, result and remarks follow")
    func registered() throws {
        #expect(catalog.scenarioSchema.contains("\"bookkeeping\""))
        #expect(!Catalog.standard.scenarioSchema.contains("\"bookkeeping\""))
        let yaml = inlineScenario + "bookkeeping: {most: 2, confidence: 90%}\n"
        let resolved = try resolve(yaml, .written)
        #expect(resolved.section(Bookkeeping.self) == ["X/Y", "X/Z"])
        #expect(resolved.notes.contains("Books are told."))
        #expect(resolved.run.measures.contains { $0.confidence?.value == 0.9 })
        #expect(try complaints(inlineScenario + "bookkeeping: {more: 2}\n") == ["13 unknown key “more”"])
        #expect(try ScratchFolder(["s.yaml": yaml]).complaints() == ["13:1 unknown key “bookkeeping”"])
    }

    @Test("every section has a key of its own and says in a line what it is")
    func keys() throws {
        guard case .object(let settings) = Catalog.standard.scenarioShape else { throw Unexpected() }
        #expect(Set(settings.map(\.name)).count == settings.count)
        #expect(!Catalog.standard.sections.isEmpty)
        for section in Catalog.standard.sections {
            let setting = try #require(settings.first { $0.name == section.key })
            #expect((10...110).contains(setting.summary.count) && !setting.summary.hasSuffix("."), "\(section.key)")
            guard case .optional = setting.presence else { throw Unexpected() }
        }
    }

    private struct Unexpected: Error {}

    @Test("a section is resolved where it is wanted, and read always")
    func wanted() throws {
        let yaml = inlineScenario + "bookkeeping: {most: 3}\n"
        #expect(try complaints(yaml) == ["13 there are not so many books"])
        #expect(try complaints(yaml, .only([])) == [])
        #expect(try resolve(yaml, .only([])).section(Bookkeeping.self) == nil)
        #expect(
            try complaints(inlineScenario + "bookkeeping: {most: 13}\n", .only([])) == ["13 thirteen brings bad luck"])
        #expect(try resolve(inlineScenario, .written).section(Bookkeeping.self) == nil)
        #expect(try resolve(inlineScenario, .only([Bookkeeping.self])).section(Bookkeeping.self) == ["X/Y"])
    }

    @Test("what is wrong with a section does not hide what is wrong with another, nor the other way round")
    func beside() throws {
        let yaml =
            inlineScenario
            + "bookkeeping: {most: 3}\nstress: [{name: a, shocks: {EQ.Z: -20%}}]\nreverse: {book: Q}\n"
        #expect(
            try complaints(yaml).sorted() == [
                "13 there are not so many books", "14 no factor of the market matches “EQ.Z”",
                "15 no position is in the book “Q”",
            ])
    }

    @Test("a run is not refused for the sake of another command's section; a check is")
    func otherCommands() throws {
        let folder = try ScratchFolder([
            "s.yaml": inlineScenario + """
                simulation: {paths: 2_000}
                stress: [{name: a, replay: {from: 2020-01-01, to: 2020-02-01}}]
                backtest: {step: 1d}

                """
        ])
        defer { folder.remove() }
        let path = folder.path("s.yaml")
        #expect(try RiskStudy().run(path, in: .standard()).figures.isEmpty == false)
        #expect(
            folder.complaints() == [
                "14:35 there is no history to replay",
                "15:11 a backtest needs a history to forecast and to be judged by",
            ])
        #expect(throws: Issues.self) { try StressStudy().run(path, in: .standard()) }
    }
}
