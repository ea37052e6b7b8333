import DataSources
import Market
import Scenarios
import Settings

/// What a portfolio really gained and lost by day, from a CSV file with the columns date and pnl.
struct ActualProfitAndLoss {
    private(set) var byDate: [CalendarDate: Double] = [:]
    private(set) var issues: [Issue] = []

    private let written: Scenario.Located<String>
    private var places: [CalendarDate: SourceLocation] = [:]

    private static let columns = ["date", "pnl"]

    init(_ file: Scenario.Located<String>) {
        written = file
        do throws(Issues) {
            let table = try CSVTable(path: file.content)
            if let stranger = CSVTable.stranger(table.header, noun: "list of gains", columns: Self.columns) {
                issues.append(stranger)
                return
            }
            for cell in table.header where !Self.columns.contains(cell.text.lowercased()) {
                issues.append(
                    Issue(
                        "unknown column “\(cell.text)”", hint: Suggestion.hint(for: cell.text, among: Self.columns),
                        at: cell.location))
            }
            let places = Self.columns.map(table.column)
            guard let date = places[0], let amount = places[1] else {
                for (name, place) in zip(Self.columns, places) where place == nil {
                    issues.append(
                        Issue(
                            "the column “\(name)” is missing", hint: "the file has the columns date and pnl",
                            at: table.header.first?.location))
                }
                return
            }
            for row in table.rows { read(date: row[date], amount: row[amount]) }
            if table.rows.isEmpty {
                issues.append(
                    Issue(
                        "the file has no day", hint: "give each day a line, as in 2022-12-28,-1250.5",
                        at: table.header.first?.location))
            }
        } catch {
            issues += error.all.map { $0.placed(at: file.location, path: file.path) }
        }
    }

    private mutating func read(date: CSVTable.Cell, amount: CSVTable.Cell) {
        guard let day = CalendarDate(iso: date.text) else {
            issues.append(
                Issue("“\(date.text)” is no date", hint: "write it as in 2022-12-28", at: date.location))
            return
        }
        do throws(Issue) {
            guard case .number(let value) = try Shape.number().parse(amount.text) else { return }
            if byDate.updateValue(value, forKey: day) != nil {
                issues.append(Issue("\(day) is there twice", hint: "give one line a day", at: date.location))
            }
            places[day] = date.location
        } catch {
            issues.append(Issue(error.message, hint: error.hint, at: amount.location))
        }
    }

    var dates: ClosedRange<CalendarDate>? {
        guard let first = byDate.keys.min(), let last = byDate.keys.max() else { return nil }
        return first...last
    }

    /// Days of the file that nothing asked to leave out, and that were not judged all the same.
    func notes(days: [CalendarDate], _ settings: BacktestSettings) -> [String] {
        guard let first = days.first, let last = days.last else { return [] }
        let early = settings.from == nil ? byDate.keys.count { $0 < first } : 0
        let late = settings.to == nil ? byDate.keys.count { $0 > last } : 0
        func words(_ count: Int, _ place: String) -> String? {
            count == 0 ? nil : "\(count) \(count == 1 ? "day" : "days") \(place)"
        }
        let left = [
            words(early, "before \(first), the first that can be judged"),
            words(late, "after \(last), the last that is known"),
        ].compactMap(\.self)
        guard !left.isEmpty else { return [] }
        return ["Not judged of \(written.content): \(left.joined(separator: ", and "))."]
    }

    /// What does not fit days to judge, of which each needs an entry, and a calendar, which has every date.
    ///
    /// - Parameters:
    ///   - days: in order.
    ///   - calendar: of the history.
    func misfits(days: [CalendarDate], calendar: Set<CalendarDate>) -> [Issue] {
        guard let first = days.first, let last = days.last else { return [] }
        var found: [Issue] = []
        let missing = days.filter { byDate[$0] == nil }
        if !missing.isEmpty {
            found.append(
                Issue(
                    "\(written.content) lacks \(Self.listed(missing))",
                    hint: "give each day its profit and loss, or choose from and to within the file",
                    at: written.location, path: written.path))
        }
        let unknown = byDate.keys.filter { $0 >= first && $0 <= last && !calendar.contains($0) }.sorted()
        if let place = unknown.first {
            found.append(
                Issue(
                    "the history lacks \(Self.listed(unknown)) of \(written.content)",
                    hint: "take days without prices out, or add them to the history", at: places[place],
                    path: written.path))
        }
        return found
    }

    private static func listed(_ dates: [CalendarDate]) -> String {
        let shown = dates.prefix(10).map(\.description).joined(separator: ", ")
        let rest = dates.count > 10 ? " and \(dates.count - 10) more" : ""
        return "\(dates.count) \(dates.count == 1 ? "day" : "days"): \(shown)\(rest)"
    }
}
