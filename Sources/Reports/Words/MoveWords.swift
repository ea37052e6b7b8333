import Market

/// A risk factor's move, as it is to be told.
public struct FactorMove: Sendable {
    public var factor: FactorID
    public var convention: ChangeConvention
    /// Relative where changes are logarithmic, absolute else: in the units of the level.
    public var change: Double
    /// Before the move; absolute changes of a price are told relative to it. Nil where it is not known.
    public var level: Double?
    /// How much the move counts where several are told as one; none of them negative.
    public var weight: Double

    public init(
        _ factor: FactorID, _ convention: ChangeConvention, _ change: Double, level: Double? = nil, weight: Double = 1
    ) {
        self.factor = factor
        self.convention = convention
        self.change = change
        self.level = level
        self.weight = weight
    }
}

/// What moves of risk factors are called: prices in percent, rates and spreads in basis points, volatilities in points.
public enum MoveWords {
    /// “EQ.SP500 −14.3%”, “IR.USD.5Y +40 bp”, “VOL.SP500 +10.2 points”.
    public static func phrase(
        _ factor: FactorID, _ convention: ChangeConvention, _ change: Double, level: Double? = nil
    ) -> String {
        factor.name + " " + amount(factor, convention, change, level: level)
    }

    /// The move without the factor: “−14.3%”.
    ///
    /// - Parameter change: relative where changes are logarithmic, absolute else.
    public static func amount(
        _ factor: FactorID, _ convention: ChangeConvention, _ change: Double, level: Double? = nil
    ) -> String {
        amount(FactorMove(factor, convention, change, level: level))
    }

    public static func amount(_ move: FactorMove) -> String { Unit(move).text(Unit(move).size(of: move)) }

    /// What a whole set of moves comes to, the classes in their order and every curve and exchange rate by itself:
    /// “equities −14% (−22% to −3%), EURUSD −3.1%, IR.USD +40 bp (+31 to +52 bp)”.
    ///
    /// Of several moves the mean by weight is told, and the least and the largest. Moves too small to show are left out.
    public static func summary(_ moves: [FactorMove]) -> String {
        var groups: [(name: String, moves: [FactorMove])] = []
        for factorClass in FactorClass.allCases {
            for move in moves where move.factor.factorClass == factorClass {
                let name = group(of: move.factor)
                if let index = groups.firstIndex(where: { $0.name == name }) {
                    groups[index].moves.append(move)
                } else {
                    groups.append((name, [move]))
                }
            }
        }
        let phrases = groups.compactMap { phrase($0.name, $0.moves) }
        return phrases.isEmpty ? "nothing moves" : phrases.joined(separator: ", ")
    }

    /// Shares, commodities and volatilities are told together; exchange rates each, and rates and spreads curve by curve.
    private static func group(of factor: FactorID) -> String {
        switch factor.factorClass {
        case .equity: "equities"
        case .commodity: "commodities"
        case .volatility: "implied volatilities"
        case .foreignExchange: String(factor.name.dropFirst(3))
        case .interestRate, .creditSpread:
            factor.parts.count > 2 ? factor.parts.dropLast().joined(separator: ".") : factor.name
        }
    }

    private static func phrase(_ group: String, _ moves: [FactorMove]) -> String? {
        guard let first = moves.first else { return nil }
        let unit = Unit(first)
        // What is counted in different units has no mean.
        guard moves.allSatisfy({ Unit($0) == unit }) else {
            let parts = moves.prefix(3).map { $0.factor.name + " " + amount($0) }
            return parts.joined(separator: ", ") + (moves.count > 3 ? " and others" : "")
        }
        let sizes = moves.map(unit.size)
        guard let least = sizes.min(), let largest = sizes.max() else { return nil }
        if unit.isNone(least), unit.isNone(largest) { return nil }
        guard moves.count > 1 else { return name(of: first, in: group) + " " + unit.text(least) }
        var weights = moves.map(\.weight)
        if !(weights.reduce(0, +) > 0) { weights = weights.map { _ in 1 } }
        let mean = zip(weights, sizes).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        let (low, high) = (unit.text(least), unit.text(largest))
        return group + " " + unit.text(mean) + (low == high ? "" : " (\(low) to \(high))")
    }

    private static func name(of move: FactorMove, in group: String) -> String {
        move.factor.factorClass == .foreignExchange ? group : move.factor.name
    }

    /// What a move is counted in.
    private enum Unit: Equatable {
        case percent, basisPoints, points
        /// The level's own.
        case level

        package init(_ move: FactorMove) {
            switch (move.convention, move.factor.factorClass) {
            case (.logarithmic, _): self = .percent
            case (.absolute, .interestRate), (.absolute, .creditSpread): self = .basisPoints
            case (.absolute, .volatility): self = .points
            default: self = (move.level ?? 0) > 0 ? .percent : .level
            }
        }

        package func size(of move: FactorMove) -> Double {
            guard self == .percent, move.convention == .absolute, let level = move.level else { return move.change }
            return move.change / level
        }

        package func text(_ size: Double) -> String {
            let sign = size > 0 && !isNone(size) ? "+" : ""
            switch self {
            case .percent: return sign + NumberText.percent(size, decimals: abs(size) < 0.0995 ? 2 : 1)
            case .basisPoints:
                let isSmall = abs(size) < 0.00095
                return sign + NumberText.fixed(size, decimals: isSmall ? 1 : 0, scale: -4) + " bp"
            case .points: return sign + NumberText.fixed(size, decimals: 1, scale: -2) + " points"
            case .level: return sign + NumberText.significant(size)
            }
        }

        /// Whether it would be shown as zero.
        package func isNone(_ size: Double) -> Bool {
            switch self {
            case .percent: abs(size) < 0.5e-4
            case .basisPoints: abs(size) < 0.5e-5
            case .points: abs(size) < 0.5e-3
            case .level: size == 0
            }
        }
    }
}
