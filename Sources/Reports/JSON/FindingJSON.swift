/// A finding as one JSON object: for scripts, schedulers and other programs.
///
/// It is what the finding writes of itself: keys in its order, numbers with every digit, so that reading them gives the same
/// bits.
public struct FindingJSON: Sendable {
    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number, which JSON cannot hold.
    public func render(_ finding: some Encodable) throws -> String {
        try FindingEncoder.value(of: finding).document()
    }
}
