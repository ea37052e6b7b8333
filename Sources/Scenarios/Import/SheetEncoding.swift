import DataSources
import Settings

/// How the bytes of a file are letters.
enum SheetEncoding: String {
    case utf8 = "UTF-8"
    case utf16 = "UTF-16"
    case windows1252 = "Windows-1252"
    case workbook = "Excel workbook"

    /// Bytes. Files of vendors and brokers are far shorter; what is longer belongs in a source of its own.
    static let limit = 1 << 28

    /// All of a file, unpacked.
    static func bytes(of path: String) throws(Issues) -> [UInt8] {
        var input = try InputBytes(path: path)
        var bytes = [UInt8](repeating: 0, count: max(input.size, 4_096) + 1)
        var count = 0
        do throws(Issue) {
            while true {
                let read = try input.read(into: &bytes, from: count)
                if read == 0 { break }
                count += read
                guard count <= limit else {
                    throw Issue(
                        "the file has more than \(limit >> 20) MB", hint: "name it as a source of a scenario instead",
                        at: SourceLocation(file: path, line: 1, column: 1))
                }
                if count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
            }
        } catch { throw Issues([error]) }
        return Array(bytes[..<count])
    }

    /// The same in UTF-8, and what it was.
    ///
    /// - Throws: where the file is an old workbook, or its letters cannot be told.
    static func text(of bytes: [UInt8], file: String) throws(Issue) -> (text: [UInt8], encoding: SheetEncoding) {
        let start = SourceLocation(file: file, line: 1, column: 1)
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw Issue(
                "the file is a workbook of before 2007, or has a password",
                hint: "save the sheet as .xlsx without one, or as CSV in UTF-8", at: start)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (Array(bytes.dropFirst(3)), .utf8) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            guard bytes.count % 2 == 0 else {
                throw Issue("the file is UTF-16 and ends within a letter", hint: "save it as UTF-8", at: start)
            }
            let isBig = bytes[0] == 0xFE
            let units = stride(from: 2, to: bytes.count, by: 2).map { index in
                UInt16(bytes[index + (isBig ? 0 : 1)]) << 8 | UInt16(bytes[index + (isBig ? 1 : 0)])
            }
            guard let text = String(validating: units, as: UTF16.self) else {
                throw Issue("the file is no UTF-16 text", hint: "save it as UTF-8", at: start)
            }
            return (Array(text.utf8), .utf16)
        }
        if String(validating: bytes, as: UTF8.self) != nil { return (bytes, .utf8) }
        return (try windowsText(bytes, start), .windows1252)
    }

    private static func windowsText(_ bytes: [UInt8], _ start: SourceLocation) throws(Issue) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            guard byte >= 0x80 else {
                text.append(byte)
                continue
            }
            let scalar = byte < 0xA0 ? windowsScalars[Int(byte) - 0x80] : UInt32(byte)
            guard let scalar = Unicode.Scalar(scalar), scalar.value != 0 else {
                throw Issue("the file is neither UTF-8 nor Windows-1252", hint: "save it as UTF-8", at: start)
            }
            text.append(contentsOf: Array(String(Character(scalar)).utf8))
        }
        return text
    }

    /// 0x80 to 0x9F, zero where there is no letter. Source: WHATWG Encoding Standard, index windows-1252.
    private static let windowsScalars: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
