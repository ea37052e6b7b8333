import DataSources
import Market
import Settings

/// Positions as rows of one file of ours.
struct PositionTexts {
    private var columns = ["id", "book", "kind", "quantity", "currency", "factor"]
    private var rows: [[String: String]] = []
    private(set) var factors: [FactorID] = []

    var isEmpty: Bool { rows.isEmpty }
    var count: Int { rows.count }

    mutating func add(_ position: PositionImport.Position) {
        add(factor: position.factor)
        rows.append([
            "id": position.id, "book": position.book, "kind": position.kind, "quantity": "\(position.quantity)",
            "currency": position.currency, "factor": position.factor?.name ?? "",
        ])
    }

    /// Rows of a file whose mapping is stated, checked as a portfolio is.
    mutating func add(_ path: String, _ mapping: PositionMapping, catalog: Catalog) throws(Issues) {
        let file = PortfolioFile(path: path, mapping: mapping, catalog: catalog)
        guard file.issues.isEmpty else { throw Issues(file.issues) }
        for position in file.positions {
            var row = [
                "id": position.id, "book": position.book, "kind": position.instrument.kind,
                "quantity": "\(position.quantity)",
            ]
            row["currency"] = position.currency?.code ?? ""
            for name in position.settingLocations.keys.sorted() {
                guard let content = position.instrument.specification.settings[name] else { continue }
                if !columns.contains(name) { columns.append(name) }
                row[name] = content.inCell
                if case .factor(let factor) = content { add(factor: factor) }
            }
            rows.append(row)
        }
    }

    private mutating func add(factor: FactorID?) {
        if let factor, !factors.contains(factor) { factors.append(factor) }
    }

    var text: String {
        let used = columns.filter { name in name == "id" || rows.contains { !($0[name] ?? "").isEmpty } }
        let lines = [used] + rows.map { row in used.map { row[$0] ?? "" } }
        return lines.map { $0.map(CSVField.written).joined(separator: ",") + "\n" }.joined()
    }
}

extension Value.Content {
    /// The value as a portfolio's cell reads it.
    fileprivate var inCell: String {
        if case .term(.years(let years)) = self { return "\(years)y" }
        return written
    }
}
