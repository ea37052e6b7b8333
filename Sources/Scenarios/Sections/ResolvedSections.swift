/// What the sections of a scenario came to, each by its type.
struct ResolvedSections: Sendable {
    private var results: [ObjectIdentifier: any Sendable] = [:]
    private(set) var remarks = SectionRemarks()

    /// - Parameter sections: as they are written.
    init(_ sections: [any ScenarioSection], in context: SectionContext) {
        for section in sections { resolve(section, in: context) }
    }

    private mutating func resolve<Section: ScenarioSection>(_ section: Section, in context: SectionContext) {
        var own = SectionRemarks()
        results[ObjectIdentifier(Section.self)] = section.resolve(in: context, remarks: &own)
        remarks.issues += own.issues.map { $0.about(Section.subject) }
        remarks.notes += own.notes
    }

    /// Nil where it was not wanted.
    subscript<Section: ScenarioSection>(_ section: Section.Type) -> Section.Resolved? {
        results[ObjectIdentifier(section)] as? Section.Resolved
    }
}
