import Foundation
import Testing

/// Expects a text to be the recorded one, and tells the first line that differs and by how much its numbers moved.
///
/// With `RECORD_GOLDEN=1` it is recorded anew, and the test fails all the same: a recording proves nothing. Recorded
/// figures stand alone in a commit whose body says by how much they moved, and are reviewed like code.
///
/// - Parameters:
///   - name: of the record in the folder `Golden` of the test's target; `.txt` where it has no extension.
///   - tolerance: by how much a number may differ, relative to the larger one, and absolutely.
public func expectRecorded(
    _ text: String, as name: String, tolerance: Double = 0,
    fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
) throws {
    let location = SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
    let file = name.contains(".") ? name : name + ".txt"
    guard let target = Records.target(ofTest: filePath), Records.names[target]?.contains(file) == true else {
        Issue.record("\(file) is not among the records that `Records.names` lists", sourceLocation: location)
        return
    }
    let record = Records.folder(of: target).appendingPathComponent(file)
    let known =
        FileManager.default.fileExists(atPath: record.path)
        ? try String(contentsOf: record, encoding: .utf8) : nil
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
        if text != known {
            try FileManager.default.createDirectory(
                at: record.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: record, atomically: true, encoding: .utf8)
        }
        let change =
            known.map { text == $0 ? "nothing changed" : TextChange(from: $0, to: text).words } ?? "for the first time"
        Issue.record("\(file) recorded (\(change)); run again without RECORD_GOLDEN", sourceLocation: location)
        return
    }
    guard let known else {
        Issue.record("\(file) was never recorded; record it with RECORD_GOLDEN=1", sourceLocation: location)
        return
    }
    guard text != known else { return }
    let change = TextChange(from: known, to: text)
    guard !change.isWithin(tolerance) else { return }
    Issue.record("\(file), \(change.firstDifference)\n\(change.words)", sourceLocation: location)
}
