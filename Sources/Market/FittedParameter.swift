/// An estimated parameter with its standard error.
public struct FittedParameter: Hashable, Sendable, Codable {
    public var name: String
    public var value: Double
    /// Nil where there is none, as at a bound.
    public var standardError: Double?

    public init(name: String, value: Double, standardError: Double?) {
        self.name = name
        self.value = value
        self.standardError = standardError
    }
}
