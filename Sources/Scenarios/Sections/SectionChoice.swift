/// Which sections of a scenario are resolved with its run.
public enum SectionChoice: Sendable {
    /// All that are written.
    case written
    /// All that are written, and these, written or not.
    case writtenAnd([any ScenarioSection.Type])
    /// These, written or not.
    case only([any ScenarioSection.Type])
}
