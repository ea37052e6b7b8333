import Market

/// Which changes the estimate of one factor rests on.
public struct CalibrationBasis: Hashable, Sendable {
    public let factor: FactorID
    public let frequency: LevelFrequency
    public let changes: Int
    /// The dates of the first and the last change.
    public let from: CalendarDate
    public let to: CalendarDate
    /// Whether these are the days of the largest group of factors.
    public let isUsual: Bool
}

extension CalibrationHistory {
    /// In the order of the factors.
    var bases: [CalibrationBasis] {
        var bases = [CalibrationBasis?](repeating: nil, count: factors.count)
        for (index, group) in groups.enumerated() {
            let dates = dates(of: group)
            for place in group.members {
                bases[place] = CalibrationBasis(
                    factor: factors[place], frequency: group.frequency, changes: dates.count, from: dates[0],
                    to: dates[dates.count - 1], isUsual: index == 0)
            }
        }
        return bases.compactMap(\.self)
    }
}
