import Market
import Simulation

extension MarketStates {
    /// First and last day of a historical scenario; empty for others.
    ///
    /// - Parameter dates: of the changes.
    package func scenarioDates(_ path: Int, in dates: [CalendarDate]) -> [CalendarDate] {
        guard let span = repeatedDays, dates.indices.contains(path + span - 1) else { return [] }
        return span == 1 ? [dates[path]] : [dates[path], dates[path + span - 1]]
    }
}
