import Foundation
import Testing

/// Expects a text to be the recorded one, and tells the first line that differs.
///
/// Recorded anew on purpose with `RECORD_GOLDEN=1`, and reviewed like code.
///
/// - Parameter name: of the record in `Golden`, without its extension.
func expectRecorded(_ text: String, as name: String, at location: SourceLocation = #_sourceLocation) throws {
    let record = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
        try text.write(to: record, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: record, encoding: .utf8)
    guard text != golden else { return }
    let (own, known) = (text.components(separatedBy: "\n"), golden.components(separatedBy: "\n"))
    let line = zip(own, known).enumerated().first { $1.0 != $1.1 }
    let words =
        line.map { "line \($0 + 1):\n  is     \($1.0)\n  golden \($1.1)" } ?? "\(own.count) lines, not \(known.count)"
    Issue.record("\(name), \(words)", sourceLocation: location)
}
