import Files
import Formats
import Foundation
import Reports
import TestSupport
import Testing

private enum Readers {
    /// Python with numpy, openpyxl, pyarrow and polars; `make test` says where.
    static let python = ProcessInfo.processInfo.environment["MARKET_TWIN_READERS"]

    static func run(_ script: String, in folder: ScratchFolder) throws -> (code: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = ["-c", script]
        process.currentDirectoryURL = folder.url
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let words = String(decoding: rest(of: output.fileHandleForReading.fileDescriptor), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, words)
    }

    static func written(_ formats: [any DocumentFormat]) throws -> ScratchFolder {
        let folder = try ScratchFolder()
        for file in try formats.flatMap({ try $0.files(of: FormatFixture.document()) }) {
            try Data(file.whole).write(to: URL(filePath: folder.path(file.name)))
        }
        return folder
    }
}

/// What other programs read of the files.
@Suite(
    "files in the hands of others",
    .enabled(if: Readers.python != nil, "needs MARKET_TWIN_READERS, as make test sets it"))
struct ForeignReaderTests {
    @Test("NumPy maps the losses, pyarrow and polars read the same, with types and nulls")
    func arrays() throws {
        let folder = try Readers.written([LossesNpy(), DocumentArrow()])
        let (code, words) = try Readers.run(
            """
            import numpy, polars, pyarrow.ipc
            losses = numpy.load("losses.npy", mmap_mode="r")
            assert losses.shape == (3, 70001) and losses.dtype == numpy.float64 and losses[1, 5] == 995.0
            table = pyarrow.ipc.open_file("losses.arrow").read_all()
            table.validate(full=True)
            assert table.schema.names == ["portfolio", "Equity", "Rates/EUR"], table.schema.names
            for book in range(3):
                assert numpy.array_equal(table.column(book).to_numpy(), losses[book])
            assert polars.read_ipc("losses.arrow").shape == (70001, 3)
            figures = pyarrow.ipc.open_file("figures.arrow").read_all()
            figures.validate(full=True)
            assert [str(f.type) for f in figures.schema] == ["string", "string", "double", "double"], figures.schema
            assert figures.column("value").to_pylist()[:2] == [12345.678901234567, None]
            assert figures.column("book").to_pylist()[2] == "=cmd|' /C calc'!A0"
            assert polars.read_ipc("figures.arrow")["utilisation"].to_list()[:3] == [0.5, 1.25, None]
            assert polars.read_ipc("components.arrow").height == figures.num_rows
            """, in: folder)
        #expect(code == 0, "\(words)")
    }

    @Test("openpyxl reads sheets, numbers as numbers, text as text, filters, frozen heads and charts")
    func workbook() throws {
        let folder = try Readers.written([DocumentXlsx()])
        let (code, words) = try Readers.run(
            """
            import openpyxl
            book = openpyxl.load_workbook("report.xlsx")
            assert book.sheetnames[:2] == ["Summary", "Figures"], book.sheetnames
            for name in ["Books", "Provenance", "Loss distribution", "Limit use"]:
                assert name in book.sheetnames, book.sheetnames
            figures = book["Figures"]
            assert figures.freeze_panes == "B2" and figures.auto_filter.ref == "A1:D9", figures.auto_filter.ref
            assert abs(figures["C2"].value / 12345.678901234567 - 1) < 1e-15 and figures["C3"].value is None
            texts = [figures.cell(row, 1) for row in range(4, 10)]
            assert [c.data_type for c in texts] == ["s"] * 6
            assert texts[0].value == "=cmd|' /C calc'!A0" and texts[4].value == "a\\u27e8U+001B\\u27e9[31mb", texts[4].value
            assert len(book["Summary"]._charts) == 2
            assert book["Loss distribution"]["C4"].value == 9
            assert book["Limit use"]["B3"].value == 1.25 and book["Limit use"]["B3"].number_format == "0%"
            """, in: folder)
        #expect(code == 0, "\(words)")
    }
}

@Suite("the print", .enabled(if: DocumentPDF.program.path != nil, "needs weasyprint on the path"))
struct DocumentPDFTests {
    @Test("the page becomes a PDF")
    func pdf() throws {
        let file = try #require(DocumentPDF().files(of: FormatFixture.document()).first)
        #expect(file.name == "report.pdf")
        #expect(file.bytes.starts(with: Array("%PDF-".utf8)))
        #expect(file.bytes.count > 5_000)
    }
}

@Suite("Parquet files", .enabled(if: DocumentParquet.program.path != nil, "needs duckdb on the path"))
struct DocumentParquetTests {
    @Test("records keep their names, types and nulls")
    func records() throws {
        let files = try DocumentParquet().files(of: FormatFixture.document())
        #expect(files.map(\.name) == ["figures.parquet", "components.parquet"])
        #expect(files.allSatisfy { $0.bytes.starts(with: Array("PAR1".utf8)) })
        guard Readers.python != nil else { return }
        let folder = try Readers.written([DocumentParquet()])
        let (code, words) = try Readers.run(
            """
            import pyarrow.parquet
            table = pyarrow.parquet.read_table("figures.parquet")
            assert [str(f.type) for f in table.schema] == ["string", "string", "double", "double"], table.schema
            assert table.column("value").to_pylist()[:2] == [12345.678901234567, None]
            assert table.column("book").to_pylist()[2] == "=cmd|' /C calc'!A0"
            assert table.column("book").to_pylist()[0] == ""
            """, in: folder)
        #expect(code == 0, "\(words)")
    }
}

@Suite("the workbook")
struct DocumentXlsxTests {
    @Test("the same document makes the same bytes")
    func determinism() throws {
        let (a, b) = (
            try DocumentXlsx().files(of: FormatFixture.document()),
            try DocumentXlsx().files(of: FormatFixture.document())
        )
        #expect(a == b)
        #expect(a[0].bytes.starts(with: [0x50, 0x4B, 3, 4]))
    }
}
