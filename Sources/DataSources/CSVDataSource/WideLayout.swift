import Market
import Settings

/// Reads `date,EQ.AAPL,EQ.MSFT,…`: one row a date, one column a factor.
struct WideLayout {
    private let dateField: Int
    private let fields: [Int]
    private let factors: [FactorID]
    private let places: [RawPriceTable.Place]

    /// - Parameter columns: those to read, by their names, `date` among them; all where it is empty.
    /// - Throws: every column whose name is no factor, or that repeats an earlier one.
    init(_ header: HeaderColumns, columns: [(name: String, meaning: String)]) throws(Issues) {
        var issues = IssueCollector()
        var chosen: [(field: Int, cell: CSVTable.Cell)] = []
        var dateField = 0
        if columns.isEmpty {
            // A vendor's or another desk's file has a date or a factor somewhere; what has neither may be anything.
            if let stranger = CSVTable.stranger(
                (0..<header.width).map { header.cell($0) }, noun: "history", names: ["date", "EQ.AAPL", "…"],
                isKnown: { $0.contains("date") || FactorID($0.uppercased()) != nil })
            {
                throw Issues([stranger])
            }
            if header.name(0).lowercased() != "date" {
                issues.add(
                    Issue(
                        "the first column is “\(header.name(0))”, not “date”",
                        hint:
                            "the header of a wide file is date,EQ.AAPL,…; that of a long one date,factor,value; other names"
                            + " are stated in columns of the source; “twin import” makes such a file of a vendor's",
                        at: header.cell(0).location))
            }
            chosen = (1..<max(1, header.width)).map { ($0, header.cell($0)) }
        } else {
            for (name, meaning) in columns {
                do throws(Issue) {
                    if name == "date" {
                        dateField = try header.column(meaning)
                    } else {
                        let field = try header.column(name)
                        chosen.append((field, CSVTable.Cell(text: meaning, location: header.cell(field).location)))
                    }
                } catch { issues.add(error) }
            }
            if !columns.contains(where: { $0.name == "date" }) {
                do throws(Issue) { dateField = try header.column("date") } catch {
                    issues.add(
                        Issue(
                            "columns does not say where the date stands", hint: "as in {date: observation_date, …}",
                            at: error.location))
                }
            }
        }
        if chosen.isEmpty, issues.isEmpty {
            issues.add(Issue("there is no column of levels", at: header.cell(0).location))
        }
        var factors: [FactorID] = []
        var firstColumn: [FactorID: Int] = [:]
        for (field, cell) in chosen {
            do throws(Issue) {
                let factor = try FactorID.named(in: cell)
                factors.append(factor)
                if let first = firstColumn[factor] {
                    throw Issue("“\(factor)” is in field \(first + 1) of the header already", at: cell.location)
                }
                firstColumn[factor] = field
            } catch { issues.add(error) }
        }
        try issues.throwIfAny()
        self.dateField = dateField
        self.factors = factors
        fields = chosen.map(\.field)
        places = chosen.map { RawPriceTable.Place(line: $0.cell.location.line, column: $0.cell.location.column) }
    }

    func read(_ reader: inout CSVReader, _ format: FileFormat) throws(Issues) -> RawPriceTable {
        var table = RawPriceTable(file: reader.file, factors: factors, factorPlaces: places)
        let shifts = factors.map { format.shift(of: $0) }
        var issues = IssueCollector()
        var isAtEnd = false
        while !isAtEnd {
            do throws(Issue) {
                if try reader.next() {
                    if table.dates.isEmpty { table.reserve(rows: reader.size / max(1, reader.recordLength) + 1) }
                    try appendRow(of: reader, to: &table, format, shifts, &issues)
                } else {
                    isAtEnd = true
                }
            } catch { issues.add(error) }
        }
        try issues.throwIfAny()
        return table
    }

    private func appendRow(
        of reader: borrowing CSVReader, to table: inout RawPriceTable, _ format: FileFormat, _ shifts: [Int],
        _ issues: inout IssueCollector
    ) throws(Issue) {
        for (index, field) in fields.enumerated() {
            do throws(Issue) {
                table.levels.append(try reader.level(field, format, shift: shifts[index]))
            } catch {
                issues.add(error)
                table.levels.append(.nan)
            }
            table.places.append(reader.place(field))
        }
        let date: CalendarDate
        do throws(Issue) {
            date = try reader.requiredDate(dateField, format)
        } catch {
            table.levels.removeLast(factors.count)
            table.places.removeLast(factors.count)
            throw error
        }
        if let previous = table.dates.last, format.isDescending ? date > previous : date < previous {
            table.disorders.append(.init(date: date, previous: previous, factor: nil, place: reader.place(dateField)))
        }
        table.dates.append(date)
    }
}

extension RawPriceTable {
    fileprivate mutating func reserve(rows: Int) {
        dates.reserveCapacity(rows)
        levels.reserveCapacity(rows * factors.count)
        places.reserveCapacity(rows * factors.count)
    }

    /// The same with the last row first.
    func reversed() -> RawPriceTable {
        var table = self
        table.dates.reverse()
        for row in dates.indices {
            let (from, to) = ((dates.count - 1 - row) * factors.count, row * factors.count)
            for column in factors.indices {
                table.levels[to + column] = levels[from + column]
                table.places[to + column] = places[from + column]
            }
        }
        return table
    }
}
