import Market

/// Days as spreadsheets count them.
///
/// From 1900, day 1 is 1900-01-01, and day 60 is 1900-02-29, which never was: every later day is one more than it should be. From
/// 1904, day 0 is 1904-01-01. Source: ECMA-376-1:2016, section 18.17.4.1.
struct SerialDates {
    enum Start {
        case year1900, year1904
    }

    private let start: Start

    init(from start: Start) { self.start = start }

    /// `2024-06-28`, with the time behind it where that is not midnight; nil where no day was.
    func text(_ serial: Double) -> String? {
        guard serial >= (start == .year1900 ? 1 : 0), serial < 2_958_466 else { return nil }
        // To the second, for a third of a day is no exact number.
        let seconds = Int((serial * 86_400).rounded())
        let (day, time) = (seconds / 86_400, seconds % 86_400)
        guard let date = date(day) else { return nil }
        guard time > 0 else { return date.description }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date) \(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60))"
    }

    private func date(_ day: Int) -> CalendarDate? {
        switch start {
        case .year1904: CalendarDate(iso: "1904-01-01")?.adding(days: day)
        case .year1900:
            day == 60 ? nil : CalendarDate(iso: day < 60 ? "1899-12-31" : "1899-12-30")?.adding(days: day)
        }
    }
}
