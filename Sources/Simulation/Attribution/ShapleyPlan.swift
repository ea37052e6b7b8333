/// Which combinations of moving factors are to be valued, and what share of each value belongs to which factor.
///
/// The Shapley value: a factor gets the mean, over all orders in which the factors could have moved one after another, of
/// what its own move changed. Shares add up to the whole change, a factor that changes nothing gets nothing, and no order
/// is preferred. Up to four factors every combination is valued; of more, two orders and their reverses, which is exact
/// where only pairs of factors act on each other.
/// Sources: L. S. Shapley, “A value for n-person games”, 1953; A. F. Shorrocks, “Decomposition procedures for
/// distributional analysis: a unified framework based on the Shapley value”, J. Economic Inequality 11, 2013.
struct ShapleyPlan: Sendable {
    struct State: Sendable {
        /// Of each factor, whether it has moved.
        var hasMoved: [Bool]
        /// What part of the value here goes to each factor.
        var shares: [Double]
    }

    /// The one where nothing has moved comes first.
    let states: [State]

    /// The most factors whose combinations are all valued.
    static let exactLimit = 4

    init(factorCount count: Int) {
        var shares: [[Bool]: [Double]] = [:]
        var order: [[Bool]] = []
        func add(_ share: Double, of factor: Int, at state: [Bool]) {
            if shares[state] == nil {
                shares[state] = [Double](repeating: 0, count: count)
                order.append(state)
            }
            shares[state]?[factor] += share
        }
        let orders = count <= Self.exactLimit ? Self.permutations(count) : Self.someOrders(count)
        let weight = 1 / Double(orders.count)
        for sequence in orders {
            var state = [Bool](repeating: false, count: count)
            for factor in sequence {
                add(-weight, of: factor, at: state)
                state[factor] = true
                add(weight, of: factor, at: state)
            }
        }
        if count == 0 { order = [[]] }
        states = order.map { State(hasMoved: $0, shares: shares[$0] ?? []) }
    }

    private static func permutations(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return permutations(count - 1).flatMap { shorter in
            (0...shorter.count).map { place in
                var longer = shorter
                longer.insert(count - 1, at: place)
                return longer
            }
        }
    }

    /// Two orders that have little in common, and their reverses.
    private static func someOrders(_ count: Int) -> [[Int]] {
        let straight = Array(0..<count)
        var stride = max(2, Int(Double(count) * 0.618))
        while gcd(stride, count) != 1 { stride += 1 }
        let mixed = straight.map { $0 * stride % count }
        return [straight, straight.reversed(), mixed, mixed.reversed()]
    }

    private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
}
