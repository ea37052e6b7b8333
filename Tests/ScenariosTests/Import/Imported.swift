import Foundation
import MarketTwin
import TestSupport

/// What `twin import` makes of one file.
struct Imported {
    let report: ImportReport

    init(_ name: String, _ bytes: [UInt8], _ change: (inout ImportRequest) -> Void = { _ in }) throws {
        let folder = try ScratchFolder()
        try Data(bytes).write(to: folder.url.appendingPathComponent(name))
        var request = ImportRequest(files: [folder.path(name)])
        change(&request)
        report = try withExtendedLifetime(folder) { try Import.report(on: request, catalog: .standard) }
    }

    init(_ name: String, _ text: String, _ change: (inout ImportRequest) -> Void = { _ in }) throws {
        try self.init(name, Array(text.utf8), change)
    }

    var history: String { text(ImportReport.historyName) }
    var positions: String { text(ImportReport.positionsName) }

    /// What was said of the file.
    var notes: [String] { report.files.flatMap(\.notes).map(\.words) }

    private func text(_ name: String) -> String { report.texts.first { $0.name == name }?.text ?? "" }

    /// What is wrong, as `line:column message`.
    static func complaints(_ name: String, _ bytes: some Sequence<UInt8>) throws -> [String] {
        do {
            _ = try Imported(name, Array(bytes))
            return []
        } catch let issues as Issues {
            return issues.all.map { issue in
                (issue.location.map { "\($0.line):\($0.column) " } ?? "") + issue.message
            }
        }
    }

    static func complaints(_ name: String, _ text: String) throws -> [String] { try complaints(name, text.utf8) }
}
