import Market
import Testing

@Suite("Calendar dates")
struct CalendarDateTests {
    @Test("every day of four centuries converts to its components and back")
    func roundTrip() throws {
        let first = try #require(CalendarDate(iso: "1799-12-31"))
        for offset in 0..<146_100 {
            let date = first.adding(days: offset)
            let (year, month, day) = date.components
            #expect(CalendarDate(year: year, month: month, day: day) == date)
        }
    }

    @Test(
        "day numbers count from 1970-01-01", arguments: [("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1)])
    func dayNumber(_ text: String, _ number: Int32) throws {
        let date = try #require(CalendarDate(iso: text))
        #expect(date.dayNumber == number)
        #expect(date.description == text)
    }

    @Test(
        "what is no date is refused",
        arguments: ["2022-02-29", "2022-13-01", "2022-1-01", "22-01-01", "2022/01/01", "2022-01-32", "", "2022-01-01 "])
    func refused(_ text: String) { #expect(CalendarDate(iso: text) == nil) }

    @Test("months end on the last day of a shorter month")
    func months() throws {
        let date = try #require(CalendarDate(iso: "2023-08-31"))
        #expect(date.adding(months: -6).description == "2023-02-28")
        #expect(date.adding(months: 18).description == "2025-02-28")
        #expect(date.adding(months: 6).description == "2024-02-29")
        #expect(date.adding(months: -8).description == "2022-12-31")
    }
}
