/// The end of its range at which a parameter was found: the likelihood would rise beyond it, or the range ends where the
/// parameter has no meaning.
public enum SearchEnd: String, Sendable, Hashable, Codable {
    case lowest, highest
}
