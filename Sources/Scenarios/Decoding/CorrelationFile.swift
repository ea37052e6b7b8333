import DataSources
import LinearAlgebra
import Market
import Settings

/// A correlation matrix from a CSV file: a head of factor ids, and a row of numbers for each of them, led by its id.
struct CorrelationFile {
    private(set) var factors: [FactorID] = []
    /// Where the head names each of them.
    private(set) var locations: [SourceLocation?] = []
    private(set) var values: [[Double]] = []
    private(set) var issues: [Issue] = []

    /// The largest difference between the two triangles that counts as rounding.
    private static let rounding = 1e-6

    init(path: String) {
        let table: CSVTable
        do { table = try CSVTable(path: path) } catch {
            issues = error.all
            return
        }
        if let stranger = CSVTable.stranger(
            table.header, noun: "correlation matrix", names: ["", "EQ.A", "EQ.B"],
            isKnown: { FactorID($0.uppercased()) != nil })
        {
            issues.append(stranger)
            return
        }
        for cell in table.header.dropFirst() {
            guard let factor = FactorID(cell.text) else {
                issues.append(Issue("“\(cell.text)” is no risk factor", at: cell.location))
                continue
            }
            if factors.contains(factor) {
                issues.append(Issue("\(factor) is in the head twice", at: cell.location))
            }
            factors.append(factor)
            locations.append(cell.location)
        }
        guard issues.isEmpty else { return }
        guard table.rows.count == factors.count else {
            issues.append(
                Issue(
                    "the matrix has \(factors.count) columns and \(table.rows.count) rows",
                    hint: "a correlation matrix is square", at: table.header.first?.location))
            return
        }
        values = table.rows.enumerated().map { index, row in readRow(row, index: index) }
        if issues.isEmpty { checkSymmetry(table) }
    }

    private mutating func readRow(_ row: [CSVTable.Cell], index: Int) -> [Double] {
        if let lead = row.first, lead.text != factors[index].name {
            issues.append(
                Issue(
                    "row \(index + 1) is led by “\(lead.text)”",
                    hint: "rows come in the order of the head: \(factors[index])",
                    at: lead.location))
        }
        return row.dropFirst().enumerated().map { column, cell in
            do throws(Issue) {
                guard case .number(let value) = try Shape.number(.correlation).parse(cell.text) else { return 0 }
                if column == index, value != 1 {
                    issues.append(
                        Issue("a factor's correlation with itself is 1, here is \(cell.text)", at: cell.location))
                }
                return value
            } catch {
                issues.append(Issue(error.message, hint: error.hint, at: cell.location))
                return 0
            }
        }
    }

    private mutating func checkSymmetry(_ table: CSVTable) {
        for row in values.indices {
            for column in 0..<row where abs(values[row][column] - values[column][row]) > Self.rounding {
                issues.append(
                    Issue(
                        "the matrix is not symmetric: \(factors[row]) with \(factors[column]) is \(values[row][column]),"
                            + " the other way round \(values[column][row])",
                        at: table.rows[row][column + 1].location))
            }
        }
    }
}
