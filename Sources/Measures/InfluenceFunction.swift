/// What a loss of a sample adds to the error of a figure, but for a constant.
///
/// Source: F. R. Hampel, “The influence curve and its role in robust estimation”, JASA 69, 1974.
public struct InfluenceFunction {
    /// It is zero for losses up to here: the figures of a tail look at few paths.
    public let start: Double
    private let value: (Double) -> Double

    public init(start: Double = -.infinity, _ value: @escaping (Double) -> Double) {
        self.start = start
        self.value = value
    }

    public func callAsFunction(_ loss: Double) -> Double { value(loss) }
}
