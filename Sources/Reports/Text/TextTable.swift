/// A table of plain text whose first column is words and whose other columns are numbers, flush right, or words.
package struct TextTable {
    /// A row; a nil cell is empty.
    package struct Row {
        package var label: String
        package var cells: [String]

        package init(label: String, cells: [String]) {
            self.label = label
            self.cells = cells
        }
    }

    package var header: Row
    package var rows: [Row]
    /// Spaces before each column but the first.
    package var gaps: [Int]
    /// Which columns but the first are words, flush left; empty where none are.
    package var isWords: [Bool] = []

    package init(header: Row, rows: [Row], gaps: [Int], isWords: [Bool] = []) {
        self.header = header
        self.rows = rows
        self.gaps = gaps
        self.isWords = isWords
    }

    /// The width that the columns of numbers need, their gaps included.
    package var numbersWidth: Int { zip(columnWidths, gaps).reduce(0) { $0 + $1.0 + $1.1 } }

    /// The lines, header first, the first column as wide as its words, and no line longer than a width.
    ///
    /// Labels that do not fit are shortened in the middle, behind their indentation.
    package func lines(width: Int) -> [String] {
        let widths = columnWidths
        let available = max(8, width - numbersWidth)
        let longest = ([header] + rows).map(\.label.displayWidth).max() ?? 0
        let labelWidth = min(available, longest)
        return ([header] + rows).map { row in
            var line = Self.fitted(row.label, to: labelWidth).padded(to: labelWidth)
            for (column, cell) in row.cells.enumerated() {
                let isLeft = isWords.isEmpty ? false : isWords[column]
                line += String(repeating: " ", count: gaps[column])
                line += isLeft ? cell.padded(to: widths[column]) : cell.flushedRight(to: widths[column])
            }
            return line.trimmingTrailingSpaces
        }
    }

    private var columnWidths: [Int] {
        header.cells.indices.map { column in ([header] + rows).map { $0.cells[column].displayWidth }.max() ?? 0 }
    }

    private static func fitted(_ label: String, to width: Int) -> String {
        guard label.displayWidth > width else { return label }
        let indentation = min(label.prefix { $0 == " " }.count, width / 2)
        let words = label.drop { $0 == " " }
        return String(repeating: " ", count: indentation) + String(words).shortened(to: width - indentation)
    }
}

extension String {
    package var trimmingTrailingSpaces: String {
        var result = self
        while result.last == " " { result.removeLast() }
        return result
    }

    /// The text in lines of a width at most, broken at spaces; a word longer than a line is broken where it must be.
    ///
    /// - Parameters:
    ///   - width: in cells of a terminal.
    ///   - first: put before the first line.
    ///   - hanging: put before the others.
    package func wrapped(width: Int, first: String = "", hanging: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in split(whereSeparator: { $0 == " " || $0.isNewline }) {
            var rest = word
            while true {
                let needed = (isEmpty ? 0 : 1) + rest.displayWidth
                if line.displayWidth + needed <= width {
                    line += (isEmpty ? "" : " ") + rest
                    isEmpty = false
                    break
                }
                if isEmpty {
                    // A character at least, or a line too narrow for it would never end.
                    let fitting = rest.prefix(ofWidth: width - line.displayWidth)
                    let part = fitting.isEmpty ? rest.prefix(1) : fitting
                    line += part
                    rest = rest[part.endIndex...]
                }
                lines.append(line)
                line = hanging
                isEmpty = true
            }
        }
        return lines + [line]
    }
}
