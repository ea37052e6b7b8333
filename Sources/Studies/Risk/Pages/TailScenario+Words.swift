import Market
import Measures
import Reports

extension TailScenario {
    /// One phrase a class, the one that loses most first; factors by name where a class has few.
    package var phrases: [String] {
        let groups = FactorClass.allCases.compactMap { wanted -> (loss: Double, words: String)? in
            let own = moves.filter { $0.factor.factorClass == wanted }
            guard !own.isEmpty else { return nil }
            return (own.reduce(0) { $0 + ($1.loss ?? 0) }, Self.phrase(own, wanted))
        }
        return groups.sorted { $0.loss > $1.loss }.map(\.words)
    }

    private static func phrase(_ moves: [AttributedMove], _ factorClass: FactorClass) -> String {
        guard moves.count > 3 else {
            return moves.sorted { ($0.loss ?? 0) > ($1.loss ?? 0) }.map { AttributedMoveWords($0).words }.joined(
                separator: ", ")
        }
        let mean = moves.reduce(0) { $0 + $1.change } / Double(moves.count)
        let isRelative = moves.allSatisfy(\.isRelative)
        guard isRelative || !moves.contains(where: \.isRelative) else {
            return moves.prefix(4).map { AttributedMoveWords($0).words }.joined(separator: ", ")
        }
        let change = AttributedMoveWords.change(mean, isRelative: isRelative, of: moves[0].factor)
        return "\(factorClass.plural) \(change.text()) (mean of \(moves.count))"
    }
}

extension FactorClass {
    /// “equities”.
    fileprivate var plural: String {
        switch self {
        case .equity: "equities"
        case .foreignExchange: "exchange rates"
        case .interestRate: "interest rates"
        case .creditSpread: "credit spreads"
        case .commodity: "commodities"
        case .volatility: "implied volatilities"
        }
    }
}
