import Settings

/// A whole file as text.
public enum FileText {
    /// Bytes. What a person writes is far shorter; prices and positions are read line by line, without a limit.
    package static let limit = 1 << 26

    /// - Throws: one issue, of nature `missingInput` where the file does not exist or cannot be read.
    public static func read(_ path: String) throws(Issues) -> String {
        let file = try FileBytes(path: path)
        func guardSize(_ size: Int) throws(Issues) {
            guard size > limit else { return }
            throw Issues([
                Issue(
                    "“\(path)” is no scenario: it has more than \(limit >> 20) MB",
                    hint: "prices and positions belong in CSV files that the scenario names")
            ])
        }
        try guardSize(file.size)
        var bytes = [UInt8](repeating: 0, count: max(file.size, 4_096) + 1)
        var count = 0
        do throws(Issue) {
            while true {
                let read = try file.read(into: &bytes, from: count)
                if read == 0 { break }
                count += read
                if count > limit { break }
                if count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
            }
        } catch { throw Issues([error]) }
        try guardSize(count)
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw Issues([
                Issue(
                    "the file is not UTF-8 text", hint: "save it as UTF-8",
                    at: SourceLocation(file: path, line: 1, column: 1))
            ])
        }
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }
}
