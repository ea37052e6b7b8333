/// Whether two numbers agree to a fraction of the expected one; to the fraction itself where that is zero.
public func isClose(_ value: Double, _ expected: Double, relative: Double) -> Bool {
    value == expected || abs(value - expected) <= relative * (expected == 0 ? 1 : abs(expected))
}
