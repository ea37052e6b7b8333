import Scenarios
import Settings

extension ResolvedRun {
    /// What tells a finding apart: the run, the study, the sections that it read as they are written, and what else it was asked.
    package func finding(
        of study: String, reading sections: [any ScenarioSection.Type] = [], asked further: [Value.Content] = []
    ) -> String {
        let asked = sections.map { section in
            Value.Content.mapping(written(section).map { [Value.Entry(section.key, $0)] } ?? [])
        }
        return RunIdentity.finding(of: study, in: [identity], asked: asked + further)
    }
}
