import Market
import Settings

/// Reads `date,factor,value`: one row a level, in any order of factors.
struct LongLayout {
    /// One line of the file.
    private struct Observation {
        var row: Int32
        var column: Int32
        var level: Double
        var place: RawPriceTable.Place
    }

    private let dateField: Int
    private let factorField: Int
    private let valueField: Int

    /// - Parameter columns: what the file calls date, factor and value; just that where it is empty.
    /// - Throws: every column that is missing or unknown.
    init(_ header: HeaderColumns, columns: [(name: String, meaning: String)]) throws(Issues) {
        let known = ["date", "factor", "value"]
        var issues = IssueCollector()
        guard columns.isEmpty else {
            var fields: [Int] = []
            for name in known {
                let wanted = columns.first { $0.name == name }?.meaning ?? name
                do throws(Issue) { fields.append(try header.column(wanted)) } catch { issues.add(error) }
            }
            for (name, _) in columns where !known.contains(name) {
                issues.add(
                    Issue(
                        "a long file has no column “\(name)” to be named", hint: "name date, factor and value",
                        at: header.cell(0).location))
            }
            try issues.throwIfAny()
            (dateField, factorField, valueField) = (fields[0], fields[1], fields[2])
            return
        }
        let cells = (0..<header.width).map { header.cell($0) }
        if let stranger = CSVTable.stranger(cells, noun: "history", columns: known) { throw Issues([stranger]) }
        let names = (0..<header.width).map { header.name($0).lowercased() }
        for index in names.indices {
            let cell = header.cell(index)
            if !known.contains(names[index]) {
                issues.add(
                    Issue(
                        "unknown column “\(cell.text)”", hint: "the header of a long file is date,factor,value",
                        at: cell.location))
            } else if names[..<index].contains(names[index]) {
                issues.add(Issue("the column “\(cell.text)” is there twice", at: cell.location))
            }
        }
        for name in known where !names.contains(name) {
            issues.add(Issue("there is no column “\(name)”", at: header.cell(0).location))
        }
        try issues.throwIfAny()
        dateField = names.firstIndex(of: "date") ?? 0
        factorField = names.firstIndex(of: "factor") ?? 1
        valueField = names.firstIndex(of: "value") ?? 2
    }

    func read(_ reader: inout CSVReader, _ format: FileFormat) throws(Issues) -> RawPriceTable {
        var table = RawPriceTable(file: reader.file, factors: [], factorPlaces: [])
        var observations: [Observation] = []
        var rows = DateRows()
        var columns = FactorColumns()
        var lastDates: [CalendarDate] = []
        var shifts: [Int] = []
        var issues = IssueCollector()
        var isAtEnd = false
        while !isAtEnd {
            do throws(Issue) {
                guard try reader.next() else {
                    isAtEnd = true
                    continue
                }
                if observations.isEmpty {
                    observations.reserveCapacity(reader.size / max(1, reader.recordLength) + 1)
                }
                guard let column = try columns.column(of: reader, field: factorField) else { continue }
                let date = try reader.requiredDate(dateField, format)
                while shifts.count <= column { shifts.append(format.shift(of: columns.factors[shifts.count])) }
                let level = try reader.level(valueField, format, shift: shifts[column])
                while lastDates.count <= column { lastDates.append(date) }
                if format.isDescending ? date > lastDates[column] : date < lastDates[column] {
                    table.disorders.append(
                        .init(
                            date: date, previous: lastDates[column], factor: columns.factors[column],
                            place: reader.place(dateField)))
                }
                lastDates[column] = date
                observations.append(
                    Observation(
                        row: Int32(rows.row(of: date)), column: Int32(column), level: level,
                        place: reader.place(valueField)))
            } catch { issues.add(error) }
        }
        try issues.throwIfAny()
        table.factors = columns.factors
        table.factorPlaces = columns.places
        table.dates = rows.dates
        fill(&table, with: observations)
        return table
    }

    /// Puts every level in its cell; one whose cell is taken already gets a further row of the same date.
    private func fill(_ table: inout RawPriceTable, with observations: [Observation]) {
        let width = table.factors.count
        table.levels = Array(repeating: .nan, count: table.dates.count * width)
        table.places = Array(repeating: .none, count: table.dates.count * width)
        for observation in observations {
            var cell = Int(observation.row) * width + Int(observation.column)
            if table.places[cell] != .none {
                cell = table.dates.count * width + Int(observation.column)
                table.dates.append(table.dates[Int(observation.row)])
                table.levels.append(contentsOf: repeatElement(.nan, count: width))
                table.places.append(contentsOf: repeatElement(.none, count: width))
            }
            table.levels[cell] = observation.level
            table.places[cell] = observation.place
        }
    }
}

/// Rows by date, in the order in which the dates appear.
private struct DateRows {
    private(set) var dates: [CalendarDate] = []
    private var rows: [CalendarDate: Int] = [:]
    private var last = 0

    /// The row of a date, made where there is none; quick where it is that of the line before, or the one after it.
    mutating func row(of date: CalendarDate) -> Int {
        if last < dates.count, dates[last] == date { return last }
        if last + 1 < dates.count, dates[last + 1] == date {
            last += 1
            return last
        }
        if let row = rows[date] {
            last = row
        } else {
            last = dates.count
            rows[date] = last
            dates.append(date)
        }
        return last
    }
}

/// Columns by factor, in the order in which the factors appear.
private struct FactorColumns {
    private(set) var factors: [FactorID] = []
    private(set) var places: [RawPriceTable.Place] = []
    private var names: [[UInt8]] = []
    /// Nil for names that are no factors, so that each is reported once.
    private var columns: [String: Int?] = [:]
    private var last = -1

    /// The column of the factor in a field, made where there is none; nil where its name was refused before.
    mutating func column(of reader: borrowing CSVReader, field: Int) throws(Issue) -> Int? {
        for guess in [last, last + 1 == names.count ? 0 : last + 1] where names.indices.contains(guess) {
            if reader.holds(names[guess], at: field) {
                last = guess
                return guess
            }
        }
        let cell = CSVTable.Cell(text: reader.text(field), location: reader.location(field))
        if let known = columns[cell.text] {
            last = known ?? last
            return known
        }
        columns[cell.text] = .some(nil)
        let factor = try FactorID.named(in: cell)
        last = factors.count
        columns[cell.text] = last
        factors.append(factor)
        places.append(reader.place(field))
        names.append(Array(cell.text.utf8))
        return last
    }
}
