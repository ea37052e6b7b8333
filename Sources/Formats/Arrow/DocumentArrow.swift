import Reports

/// Records and losses in Apache Arrow's file format: `figures.arrow`, `components.arrow`, `losses.arrow` and whatever other records a
/// report has.
///
/// Columns are those of the CSV files, numbers as doubles, what is not known null. Losses have a column a book, named by its path,
/// `portfolio` for the whole, and one of weights where paths do not count the same.
public struct DocumentArrow: DocumentFormat {
    public static let name = "arrow"
    public static let summary = "records and losses as columns, for pandas, polars, DuckDB and R"
    public static let fileExtension = "arrow"
    public static let mediaType = "application/vnd.apache.arrow.file"
    /// Rows of a batch.
    private static let batchLength = 1 << 16

    public init() {}

    public func files(of document: Document) -> [DocumentFile] {
        let records = document.records.map { records in
            file(records.name == "report" ? "figures" : records.name, Self.table(records.table))
        }
        return records + (document.losses.map { [file("losses", Self.losses($0))] } ?? [])
    }

    private func file(_ name: String, _ arrow: ArrowFile) -> DocumentFile {
        DocumentFile(name: name + ".arrow", mediaType: Self.mediaType, bytes: []) { take in arrow.write(take) }
    }

    private static func batches(_ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: batchLength).map { $0..<min($0 + batchLength, count) }
    }

    private static func table(_ table: DocumentTable) -> ArrowFile {
        let records = RecordTable(table)
        return ArrowFile(
            columns: records.columns.map { .init(name: $0.name, kind: $0.isNumber ? .double : .text) },
            batches: batches(records.count)
        ) { range in
            records.columns.indices.map { column in
                records.columns[column].isNumber
                    ? .doubles(records.numbers(column, range)) : .texts(records.texts(column, range))
            }
        }
    }

    private static func losses(_ losses: DocumentLosses) -> ArrowFile {
        var whole = "portfolio"
        while losses.books.contains(whole) { whole += "_" }
        var weight = "weight"
        while losses.books.contains(weight) { weight += "_" }
        let weights = losses.weights
        return ArrowFile(
            columns: losses.books.map { .init(name: $0.isEmpty ? whole : $0, kind: .double) }
                + (weights.isEmpty ? [] : [.init(name: weight, kind: .double)]),
            batches: batches(losses.sample.pathCount)
        ) { range in
            losses.books.indices.map { .doubles(losses.losses($0, paths: range)) }
                + (weights.isEmpty ? [] : [.doubles(weights[range].map { $0 })])
        }
    }
}
