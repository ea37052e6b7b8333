import Settings

/// A standard normal driver: its score itself.
public struct NormalMarginal: Marginal {
    public static let kind = "normal"
    public static let summary = "the normal law"
    public static let settings: [Setting] = []
    public static let example = Specification(kind: kind)

    public static func fit(_ changes: [Double], given: Specification) throws(DependenceFitError) -> DependenceFit {
        DependenceFit(given)
    }

    public init(_ specification: Specification) {}

    public var table: ScoreTable? { nil }

    public func driver(score: Double) -> Double { score }
}
