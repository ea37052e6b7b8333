import Market
import Settings

/// Reads `date,EQ.AAPL,EQ.MSFT,…`: one row a date, one column a factor.
struct WideLayout {
    private let factors: [FactorID]
    private let places: [RawPriceTable.Place]

    /// - Throws: every column whose name is no factor, or that repeats an earlier one.
    init(_ header: [CSVTable.Cell]) throws(Issues) {
        var issues = IssueCollector()
        if header[0].text.lowercased() != "date" {
            issues.add(
                Issue(
                    "the first column is “\(header[0].text)”, not “date”",
                    hint: "the header of a wide file is date,EQ.AAPL,…; that of a long one date,factor,value",
                    at: header[0].location))
        }
        if header.count == 1 { issues.add(Issue("there is no column of levels", at: header[0].location)) }
        var factors: [FactorID] = []
        var firstColumn: [FactorID: Int] = [:]
        for (index, cell) in header.enumerated().dropFirst() {
            do throws(Issue) {
                let factor = try FactorID.named(in: cell)
                factors.append(factor)
                if let first = firstColumn[factor] {
                    throw Issue("“\(factor)” is in field \(first + 1) of the header already", at: cell.location)
                }
                firstColumn[factor] = index
            } catch { issues.add(error) }
        }
        try issues.throwIfAny()
        self.factors = factors
        places = header.dropFirst().map {
            RawPriceTable.Place(line: $0.location.line, column: $0.location.column)
        }
    }

    func read(_ reader: inout CSVReader) throws(Issues) -> RawPriceTable {
        var table = RawPriceTable(file: reader.file, factors: factors, factorPlaces: places)
        var issues = IssueCollector()
        var isAtEnd = false
        while !isAtEnd {
            do throws(Issue) {
                if try reader.next() {
                    if table.dates.isEmpty { table.reserve(rows: reader.size / max(1, reader.recordLength) + 1) }
                    try appendRow(of: reader, to: &table, &issues)
                } else {
                    isAtEnd = true
                }
            } catch { issues.add(error) }
        }
        try issues.throwIfAny()
        return table
    }

    private func appendRow(
        of reader: borrowing CSVReader, to table: inout RawPriceTable, _ issues: inout IssueCollector
    ) throws(Issue) {
        for field in 1...factors.count {
            do throws(Issue) {
                table.levels.append(try reader.level(field))
            } catch {
                issues.add(error)
                table.levels.append(.nan)
            }
            table.places.append(reader.place(field))
        }
        let date: CalendarDate
        do throws(Issue) {
            date = try reader.requiredDate(0)
        } catch {
            table.levels.removeLast(factors.count)
            table.places.removeLast(factors.count)
            throw error
        }
        if let previous = table.dates.last, date < previous {
            table.disorders.append(.init(date: date, previous: previous, factor: nil, place: reader.place(0)))
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
}
