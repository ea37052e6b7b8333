import Market

extension [CalendarDate] {
    /// “2008-09-29”, “2008-09-29 to 2008-10-10”.
    package var words: String { map(\.description).joined(separator: " to ") }
}
