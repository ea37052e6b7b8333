import Settings

/// What a section says of itself when it is resolved.
public struct SectionRemarks: Sendable {
    /// What is wrong with it.
    public var issues: [Issue] = []
    /// What a reader of the results should see, a sentence each.
    public var notes: [String] = []
}
