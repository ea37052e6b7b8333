/// An estimated parameter with its standard error.
public struct FittedParameter: Hashable, Sendable, Codable {
    public var name: String
    public var value: Double
    /// Nil where there is none, as at a bound.
    public var standardError: Double?
    /// The same where the sample may follow another law than the one assumed; nil where there is none.
    public var robustStandardError: Double?

    public init(name: String, value: Double, standardError: Double?, robustStandardError: Double? = nil) {
        self.name = name
        self.value = value
        self.standardError = standardError
        self.robustStandardError = robustStandardError
    }
}
