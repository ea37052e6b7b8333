import Statistics

/// How likely moves are that lie at least so far from the expected one.
///
/// Normal moves of n independent directions have a squared distance of χ² with n degrees of freedom, and one direction goes
/// beyond d with probability Φ(−d). For jointly Student-t moves whose standard deviations exist, the squared distance is
/// n·(ν − 2)/ν times an F(n, ν), and a direction a t with ν degrees of freedom times √((ν − 2)/ν). Source: A. McNeil, R. Frey,
/// P. Embrechts, “Quantitative Risk Management”, Princeton 2015, section 6.2.
public struct MovePlausibility: Sendable {
    /// Of a move at least so far, into any direction.
    public let beyond: Double
    /// Of a move at least so far in the direction of the loss: the probability of the loss where the book is linear.
    public let along: Double

    /// - Parameters:
    ///   - directions: independent ones, at least 1.
    ///   - degreesOfFreedom: of jointly Student-t moves; nil for normal ones.
    public init(distance: Double, directions: Int, degreesOfFreedom: Double? = nil) {
        let count = Double(directions)
        let square = distance * distance
        guard let ν = degreesOfFreedom else {
            beyond = ChiSquareDistribution(degreesOfFreedom: count).upper(square)
            along = NormalDistribution.standard.upper(distance)
            return
        }
        // P(F > f) = I_x(ν/2, n/2) at x = ν/(ν + n·f), with n·f = d²·ν/(ν − 2).
        beyond = BetaDistribution(ν / 2, count / 2).cumulative(ν / (ν + square * ν / (ν - 2)))
        let scaled = distance * (ν / (ν - 2)).squareRoot()
        along = StudentTDistribution(degreesOfFreedom: ν).upper(scaled)
    }
}
