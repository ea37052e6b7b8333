/// Which sections of a scenario are resolved with its run.
public enum SectionChoice: Sendable {
    /// All that are written.
    case written
    /// These, written or not.
    case only([any ScenarioSection.Type])
}
