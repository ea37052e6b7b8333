/// Where the drift of a calibrated factor comes from.
public enum DriftRule: String, CaseIterable, Codable, Sendable {
    /// No drift: E[S(T)] = S(0).
    case zero
    /// The mean change of the window, annualised.
    case historical
}
