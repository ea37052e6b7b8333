import FoundationEssentials
import GRDB
import Market
import Measures
import Reports

/// Runs of a folder as a list: a table for people, an object for scripts.
package struct RunListing: Sendable {
    package var folder: String
    package var version: String
    package var rows: [RunRow]
    /// The figures of each as JSON.
    private let results: [String]
    /// How many satisfy the query, listed or not: at most `mostCounted` are counted.
    package var count: Int
    /// Of the figures shown; the whole portfolio where nil.
    package var book: String?
    private let measures: [any RiskMeasure.Type]

    package static let mostCounted = 10_000

    /// - Parameter query: whose rows are listed.
    package init(
        _ query: RunQuery, in folder: String, version: String, measures: [any RiskMeasure.Type], db: Database
    ) throws {
        (self.folder, book) = (folder, query.book)
        (self.version, self.measures) = (version, measures)
        rows = try query.rows(in: db)
        results = try rows.map { try $0.measures(in: db) }
        count =
            rows.count == query.limit ? try query.count(atMost: Self.mostCounted, in: db) : rows.count
    }

    /// `{"runs": […]}`, a run a line.
    package var json: String {
        get throws {
            let lines = try zip(rows, results).map { row, measures in
                let head = String(decoding: try Store.canonical(Head(row)), as: UTF8.self)
                return head.dropLast() + ",\"measures\":" + measures + "}"
            }
            return lines.isEmpty ? "{\"runs\": []}\n" : "{\"runs\": [\n" + lines.joined(separator: ",\n") + "\n]}\n"
        }
    }

    private struct Head: Encodable {
        let id, finished, who, scenario, title, asOf, identity, currency: String
        let night: String?
        let exitCode, paths, breaches, warnings, dataIssues: Int
        let value, seconds: Double

        init(_ row: RunRow) {
            (id, finished, who, scenario, title) = (row.id, row.finished, row.who, row.scenario, row.title)
            (asOf, identity, currency, night) = (row.asOf, row.identity, row.currency, row.night)
            (exitCode, paths, breaches, warnings) = (row.exitCode, row.paths, row.breaches, row.warnings)
            (dataIssues, value, seconds) = (row.issues, row.value, row.seconds)
        }
    }

    private func figures(_ result: String) -> [RiskFigure] {
        let decoder = JSONDecoder()
        decoder.userInfo[.measures] = measures
        let all = (try? decoder.decode([RiskFigure].self, from: Data(result.utf8))) ?? []
        return all.filter { $0.book == book ?? "" }
    }

    package var document: Document {
        let own = results.map { figures($0).leading }
        // The measures of the newest run are the columns; what another run measures instead stands with its name.
        let columns = own.first?.map(\.key.measure) ?? []
        let lines = zip(rows, own).map { row, figures in
            DocumentTable.Row(
                row.asOf,
                [.init(row.scenario)]
                    + columns.map { measure in
                        guard let figure = figures.first(where: { $0.key.measure.kind == measure.kind }) else {
                            return ""
                        }
                        let amount = Quantity(figure.estimate.value, .amount(figure.estimate, in: nil), of: figure.key)
                        return figure.key.measure == measure
                            ? .init(amount) : "\(amount) (\(MeasureWords(figure).label))"
                    }
                    + [
                        .init(row.currency), .init(Self.outcome(row)), .init(String(row.id.prefix(12))),
                    ])
        }
        let table = DocumentTable(
            caption: "Runs, the newest first", stub: "as of",
            columns: [.init("scenario", .words)] + columns.map { .init(MeasureWords($0).label) }
                + [.init("", .words), .init("outcome", .words), .init("run", .words)],
            rows: lines, textLimit: max(1, rows.count))
        let more = count - rows.count
        var blocks: [DocumentBlock] = rows.isEmpty ? [.paragraph("No run satisfies this.")] : [.table(table)]
        if more > 0 {
            let counted = count < Self.mostCounted ? "" : "at least "
            blocks.append(
                .remark("\(counted)\(.count(more)) more; --limit shows them, --since, --scenario and --where choose."))
        }
        return Document(
            eyebrow: "Runs", title: folder.printable,
            facts: [Prose(NumberText.counted(count, "run"))] + (book.map { [Prose("book \($0.printable)")] } ?? []),
            version: version,
            sections: [
                DocumentSection(anchor: "runs", heading: "", blocks: blocks, in: Set(Reading.allCases))
            ], records: table)
    }

    /// “in order”, “2 breaches”.
    package static func outcome(_ row: RunRow) -> String {
        var parts: [String] = []
        if row.breaches > 0 { parts.append(NumberText.counted(row.breaches, "breach", plural: "breaches")) }
        if row.warnings > 0 { parts.append(NumberText.counted(row.warnings, "warning")) }
        return parts.isEmpty ? "in order" : parts.joined(separator: ", ")
    }
}
