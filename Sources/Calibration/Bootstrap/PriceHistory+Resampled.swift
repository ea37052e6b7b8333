import Market

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension PriceHistory {
    /// The history as it might have been: its last rows with the moves of others of them, each row with all of its factors, and
    /// today's levels at its end.
    ///
    /// The move of a factor on a row is that from its last level before: relative where levels are positive prices, absolute
    /// else. A row without a level has none in its place either, so that closed markets stay closed.
    ///
    /// - Parameters:
    ///   - rows: of the history, at least the second; as many as are replaced.
    ///   - last: the row of today, at which the replaced ones end.
    ///   - isRelative: by factor.
    public func resampled(_ rows: [Int], endingAt last: Int, isRelative: [Bool]) -> PriceHistory {
        precondition(rows.count <= last && isRelative.count == factors.count, "a move needs a row before it")
        var levels: [Double] = []
        levels.reserveCapacity(factors.count * (rows.count + 1))
        for factor in factors.indices {
            let own = Array(column(factor).prefix(last + 1))
            let moves = Self.moves(own, isRelative: isRelative[factor])
            var level = own.last { $0.isFinite } ?? .nan
            var made = [Double](repeating: .nan, count: rows.count + 1)
            for (place, row) in rows.enumerated().reversed() {
                guard let move = moves[row] else { continue }
                made[place + 1] = level
                level = isRelative[factor] ? level * exp(-move) : level - move
            }
            made[0] = level
            levels += made
        }
        return PriceHistory(
            dates: Array(dates[(last - rows.count)...last]), factors: factors, levels: levels)
    }

    /// From the last level before to that of each row; nil where it has none.
    private static func moves(_ levels: [Double], isRelative: Bool) -> [Double?] {
        var before = Double.nan
        return levels.map { level in
            guard level.isFinite else { return nil }
            defer { before = level }
            guard before.isFinite else { return nil }
            return isRelative ? log(level / before) : level - before
        }
    }
}
