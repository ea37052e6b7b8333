import DataSources
import Market
import Settings

/// Positions that a sheet holds, in our columns.
struct PositionImport {
    /// One row of ours.
    struct Position {
        var id: String
        var book: String
        var kind: String
        var quantity: Double
        var currency: String
        var factor: FactorID?
        var line: Int
    }

    private(set) var positions: [Position] = []
    /// Prices of the file, where it has them.
    private(set) var prices: [FactorID: HistoryImport.Level] = [:]
    private(set) var notes = ImportNotes()
    private var issues = IssueCollector()
    private let found: PositionSheet
    private let naming: FactorNaming
    /// What the values of rows add up to, by currency; nil once one was missing.
    private var values: [String: Double]? = [:]

    init(_ found: PositionSheet, _ request: ImportRequest) throws(Issues) {
        self.found = found
        naming = FactorNaming(request)
        for row in found.remarks {
            notes.add(
                .leftOut, "“\(row.cells.first { !$0.text.isEmpty }?.text ?? "")” stands above the header",
                line: row.line)
        }
        do throws(Issue) {
            let figures = [PositionWords.Column.quantity, .multiplier, .price, .value].compactMap { found.columns[$0] }
            let cells = found.body.lazy.flatMap { row in
                figures.compactMap { row.cells.indices.contains($0) ? row.cells[$0] : nil }
            }
            let style = try FigureStyle(
                of: cells.filter { $0.text.contains(where: \.isNumber) }, decimal: request.decimalMark,
                separator: found.sheet.delimiter)
            if style.format.decimal == "," { notes.add(.changed, "decimal commas are points") }
            for row in found.body { read(row, style) }
            addLots()
        } catch { issues.add(error) }
        noteColumns()
        if positions.isEmpty, issues.isEmpty {
            issues.add(Issue("the file has a header and no position", at: found.header.cells.first?.location))
        }
        if found.sheet.blankCount > 0 {
            notes.add(.leftOut, "\(found.sheet.blankCount) blank row\(found.sheet.blankCount == 1 ? "" : "s")")
        }
        try issues.throwIfAny()
    }

    private func text(_ row: Sheet.Row, _ column: PositionWords.Column) -> String {
        found.columns[column].map { row.text($0) } ?? ""
    }

    private func place(_ row: Sheet.Row, _ column: PositionWords.Column) -> SourceLocation {
        row.location(found.columns[column] ?? 0, file: found.sheet.file)
    }

    private mutating func read(_ row: Sheet.Row, _ style: FigureStyle) {
        let first = row.cells.first { !$0.text.isEmpty }?.text ?? ""
        let symbol = text(row, .symbol)
        if PositionWords.isTotal(first) || PositionWords.isTotal(symbol) {
            notes.add(.leftOut, "a total", line: row.line)
            checkTotal(row, style)
            return
        }
        let quantityText = text(row, .quantity)
        if symbol.isEmpty, quantityText.isEmpty {
            notes.add(.leftOut, "no symbol and no quantity: “\(first)”", line: row.line)
            return
        }
        guard !symbol.isEmpty else {
            issues.add(Issue("the position has no symbol", at: place(row, .symbol)))
            return
        }
        guard var quantity = figure(row, .quantity, style) else {
            issues.add(
                Issue(
                    quantityText.isEmpty ? "\(symbol) has no quantity" : "“\(quantityText)” is no quantity",
                    at: place(row, .quantity)))
            return
        }
        if quantityText.contains("(") { notes.add(.changed, "a quantity in brackets is short", line: row.line) }
        if quantityText.contains(where: { style.format.thousands == $0 }) {
            notes.add(.changed, "marks between thousands are left out", line: row.line)
        }
        guard let kind = kind(of: row), apply(side: row, to: &quantity) else { return }
        let size = figure(row, .multiplier, style)
        if size == nil, !text(row, .multiplier).isEmpty {
            issues.add(
                Issue("“\(text(row, .multiplier))” is no number to multiply a quantity by", at: place(row, .multiplier))
            )
            return
        }
        if let size, size != 1 {
            quantity *= size
            notes.add(.changed, "quantities are multiplied by the column “\(name(.multiplier))”", line: row.line)
        }
        guard quantity != 0 else {
            notes.add(.leftOut, "nothing is held any more", line: row.line)
            return
        }
        var currency = text(row, .currency)
        if !currency.isEmpty, Currency(currency) == nil {
            let near = CurrencyCodes.nearest(to: currency)
            issues.add(
                Issue(
                    "“\(currency)” is no currency", hint: near.map { "did you mean \($0)?" }, at: place(row, .currency))
            )
            return
        }
        var factor: FactorID?
        if kind == "cash" {
            if currency.isEmpty, Currency(symbol) != nil { currency = symbol }
        } else {
            do throws(Issue) {
                let named = try naming.named([symbol], at: place(row, .symbol))
                factor = named.factor
                guard named.factor.factorClass == .equity else {
                    throw Issue(
                        "“\(symbol)” is \(named.factor), no share",
                        hint: "import it with --settings, which name its kind and terms", at: place(row, .symbol))
                }
                if named.factor.name != symbol { notes.add(.took, "“\(symbol)” as \(named.factor)") }
            } catch {
                issues.add(error)
                return
            }
        }
        check(row, quantity, currency, factor, style)
        positions.append(
            Position(
                id: symbol, book: text(row, .book), kind: kind, quantity: quantity, currency: currency, factor: factor,
                line: row.line))
    }

    private func name(_ column: PositionWords.Column) -> String {
        found.columns[column].map { found.header.text($0) } ?? ""
    }

    private func figure(_ row: Sheet.Row, _ column: PositionWords.Column, _ style: FigureStyle) -> Double? {
        let text = text(row, column)
        return FigureStyle.isMissing(text) ? nil : style.value(text)
    }

    /// The kind of a row; nil where it has none that a list of positions can say all of, which is an issue then.
    private mutating func kind(of row: Sheet.Row) -> String? {
        let word = text(row, .kind)
        guard !word.isEmpty else {
            if Currency(text(row, .symbol)) != nil, text(row, .symbol) == text(row, .currency) { return "cash" }
            return "equity"
        }
        if let kind = PositionWords.kind(of: word) { return kind }
        issues.add(
            Issue(
                "“\(word)” of \(text(row, .symbol)) is no share and no cash: its terms are not in the file",
                hint: "leave the row out of the file, or state columns and kinds of the file with --settings",
                at: place(row, .kind)))
        return nil
    }

    private mutating func apply(side row: Sheet.Row, to quantity: inout Double) -> Bool {
        let word = text(row, .side).lowercased()
        switch word {
        case "", "long", "l", "buy", "b", "bought":
            guard word.isEmpty || quantity >= 0 else { break }
            return true
        case "short", "s", "sell", "sold", "ss":
            if quantity > 0 { notes.add(.changed, "a quantity whose side is short is negative", line: row.line) }
            quantity = -quantity.magnitude
            return true
        default: break
        }
        issues.add(
            Issue(
                "“\(text(row, .side))” is no side of a quantity of \(quantity)", hint: "long or short",
                at: place(row, .side)))
        return false
    }

    /// What a file says twice: quantity times price is its value.
    private mutating func check(
        _ row: Sheet.Row, _ quantity: Double, _ currency: String, _ factor: FactorID?, _ style: FigureStyle
    ) {
        let price = figure(row, .price, style)
        let value = figure(row, .value, style)
        if let value { values?[currency, default: 0] += value } else { values = nil }
        if let price, let factor {
            if let other = prices[factor], other.value != price {
                notes.add(
                    .warning, "\(factor) has two prices, \(other.value) and \(price); the first is taken",
                    line: row.line)
            } else {
                prices[factor] = .init(value: price, location: place(row, .price))
            }
        }
        guard let price, let value, value != 0, price != 0 else { return }
        let ratio = quantity * price / value
        if ratio < 0 {
            issues.add(
                Issue(
                    "the quantity is \(quantity) and the value \(value): one is short, the other long",
                    at: place(row, .value)))
        } else if (ratio / 100 - 1).magnitude < 0.02 {
            notes.add(
                .warning,
                "quantity times price is a hundred times the value: prices are in hundredths (GBX, ILA, ZAc), or fractions in percent",
                line: row.line)
        } else if (ratio - 1).magnitude > 0.02 {
            notes.add(.warning, "quantity times price is not the value of the row", line: row.line)
        }
    }

    private mutating func checkTotal(_ row: Sheet.Row, _ style: FigureStyle) {
        guard let total = figure(row, .value, style), let values, values.count == 1, let sum = values.values.first,
            !positions.isEmpty
        else { return }
        if (sum - total).magnitude <= max(0.01 * Double(positions.count), total.magnitude * 1e-9) {
            notes.add(.took, "every row of the total \(total): the values taken add up to it")
        } else {
            notes.add(
                .warning, "the values of the rows above add up to \(sum), not to the total \(total)", line: row.line)
        }
    }

    /// One position of several rows with the same symbol, book and terms; ids that name the book where a symbol is in several.
    private mutating func addLots() {
        var places: [String: Int] = [:]
        var kept: [Position] = []
        for position in positions {
            let key = [position.id, position.book, position.kind, position.currency].joined(separator: "\u{1}")
            if let place = places[key] {
                kept[place].quantity += position.quantity
                notes.add(.changed, "lots of \(position.id) are added to one position", line: position.line)
            } else {
                places[key] = kept.count
                kept.append(position)
            }
        }
        let counts = Dictionary(kept.map { ($0.id, 1) }, uniquingKeysWith: +)
        for index in kept.indices where counts[kept[index].id] ?? 1 > 1 {
            let own = [kept[index].id, kept[index].book, kept[index].currency].filter { !$0.isEmpty }
            kept[index].id = own.joined(separator: " ")
        }
        for (id, same) in Dictionary(grouping: kept, by: \.id) where same.count > 1 {
            issues.add(
                Issue(
                    "\(id) is held as \(Set(same.map(\.kind)).sorted().joined(separator: " and ")), in one book",
                    at: nil))
        }
        let currencies = Dictionary(grouping: kept.filter { $0.factor != nil }, by: \.factor)
        for (factor, same) in currencies where Set(same.map(\.currency)).count > 1 {
            issues.add(
                Issue(
                    "\(factor?.name ?? "") is held in \(Set(same.map(\.currency)).sorted().joined(separator: " and "))",
                    hint: "one symbol is one listing: tell them apart in the file",
                    at: SourceLocation(file: found.sheet.file, line: same.last?.line ?? 1, column: 1)))
        }
        positions = kept.filter { $0.quantity != 0 }
    }

    private mutating func noteColumns() {
        let used = Set(found.columns.values)
        let named = found.header.cells.indices.filter { !used.contains($0) && !found.header.text($0).isEmpty }
        for index in named { notes.add(.leftOut, "the column “\(found.header.text(index))” says nothing here") }
        for column in [PositionWords.Column.price, .value] where found.columns[column] != nil {
            notes.add(
                .took,
                "the column “\(name(column))” to check quantities by"
                    + (column == .price ? ", and for today's levels where there is no history" : ""))
        }
    }
}
