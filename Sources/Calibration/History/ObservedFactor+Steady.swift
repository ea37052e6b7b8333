import Market

extension ObservedFactor {
    /// Whether the levels of a window grow or fall evenly: `EvenGrowth` says what that is.
    func growsEvenly(_ window: ChangeWindow, in history: PriceHistory) -> Bool {
        let levels = window.rows.map { history[factor: column, date: $0] }
        return EvenGrowth.holds(
            from: Array(levels.dropLast()), to: Array(levels.dropFirst()),
            dates: window.rows.dropFirst().map { history.dates[$0] })
    }
}
