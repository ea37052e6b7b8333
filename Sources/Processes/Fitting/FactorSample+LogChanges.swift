import Statistics

extension FactorSample {
    /// The logarithmic changes, with what a fit needs to know of them.
    ///
    /// - Parameter needed: moves that a fit needs at least.
    func logChanges(atLeast needed: Int) throws(FitError) -> Descriptive {
        guard count >= needed else { throw .tooFewMoves(needed: needed, found: count) }
        for level in from + to where !(level > 0 && level.isFinite) { throw .impossibleLevel(level) }
        let changes = Descriptive(changes(.logarithmic))
        guard changes.standardDeviation > 1e-9 else { throw .noVariation }
        return changes
    }
}
