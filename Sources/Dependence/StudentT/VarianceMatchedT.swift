import Statistics

/// Student's t law scaled to a variance of 1.
enum VarianceMatchedT {
    /// - Parameter degreesOfFreedom: more than 2.
    static func probability(of value: Double, degreesOfFreedom ν: Double) -> Double {
        StudentTDistribution(degreesOfFreedom: ν).cumulative(value * (ν / (ν - 2)).squareRoot())
    }
}
