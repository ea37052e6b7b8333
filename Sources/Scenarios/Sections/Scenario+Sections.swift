extension Scenario {
    /// A section as it is written, or what holds where it is not.
    public func section<Section: ScenarioSection>(_ type: Section.Type) -> Section {
        for case let section as Section in sections { return section }
        return Section()
    }

    func sections(_ choice: SectionChoice) -> [any ScenarioSection] {
        func section<Section: ScenarioSection>(_ type: Section.Type) -> any ScenarioSection { self.section(type) }
        switch choice {
        case .written: return sections
        case .writtenAnd(let types):
            let further = types.filter { type in !sections.contains { Swift.type(of: $0) == type } }
            return sections + further.map { section($0) }
        case .only(let types): return types.map { section($0) }
        }
    }
}
