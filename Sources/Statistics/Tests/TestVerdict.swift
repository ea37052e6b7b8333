/// What a test says of its hypothesis at a stated level.
public enum TestVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    /// Not rejected: the sample does not speak against it.
    case accepted
    case rejected
    /// The test could not be done.
    case undecided
}
