import Market

extension FactorSample {
    /// The moves in a convention, all of them numbers.
    ///
    /// - Throws: a level that is not above 0, where logarithms are asked for.
    func finiteChanges(_ convention: ChangeConvention) throws(FitError) -> [Double] {
        if convention == .logarithmic, let level = (from + to).first(where: { !($0 > 0) }) {
            throw .impossibleLevel(level)
        }
        if let level = (from + to).first(where: { !$0.isFinite }) { throw .impossibleLevel(level) }
        return changes(convention)
    }
}
