import Market

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension ObservedFactor {
    /// Whether the levels of a window grow or fall by the same each day, but for the rounding of the levels.
    ///
    /// Either the changes are the same to the last digits that a number holds, or each level lies within one unit of its
    /// last decimal of a path of even growth that moves by at least twenty of these units. No level that moves by chance
    /// stays so near.
    func growsEvenly(_ window: ChangeWindow, in history: PriceHistory) -> Bool {
        let levels = window.rows.map { history[factor: column, date: $0] }
        guard levels.count > 2, let first = levels.first, let last = levels.last, first != last else { return false }
        if convention == .logarithmic, levels.contains(where: { $0 <= 0 }) { return false }
        var positions = [0.0]
        for length in window.lengths { positions.append(positions[positions.count - 1] + length) }
        let growth = convention.change(from: first, to: last) / positions[positions.count - 1]
        func path(_ index: Int) -> Double {
            switch convention {
            case .logarithmic: first * exp(growth * positions[index])
            case .absolute: first + growth * positions[index]
            }
        }
        let scale = max(first.magnitude, last.magnitude)
        let isExact = levels.indices.dropLast().allSatisfy { index in
            let change = convention.change(from: levels[index], to: levels[index + 1])
            let rounding = convention == .logarithmic ? 1e-14 : 1e-14 * scale
            return abs(change - growth * window.lengths[index]) <= rounding + 1e-9 * growth.magnitude
        }
        if isExact { return true }
        guard let unit = Self.decimalUnit(of: levels), abs(last - first) >= 20 * unit else { return false }
        return levels.indices.allSatisfy { abs(levels[$0] - path($0)) <= unit }
    }

    /// The largest power of ten, at most 1, of which all levels are multiples; nil below 10⁻⁸, where they are not rounded.
    private static func decimalUnit(of levels: [Double]) -> Double? {
        var factor = 1.0
        for _ in 0...8 {
            let isMultiple = levels.allSatisfy { level in
                let scaled = level * factor
                return abs(scaled - scaled.rounded()) <= 1e-9 * max(1, scaled.magnitude) && scaled.magnitude < 1e14
            }
            if isMultiple { return 1 / factor }
            factor *= 10
        }
        return nil
    }
}
