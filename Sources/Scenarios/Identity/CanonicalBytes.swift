import Crypto
import LinearAlgebra
import Settings

/// A SHA-256 over values in one form each: every value with its sort and its length before it, so that no two sequences of values
/// have the same bytes.
///
/// Numbers are eight bytes, the least significant first; of the two zeros the positive one stands for both. Texts are UTF-8.
struct CanonicalBytes {
    private var hash = SHA256()

    /// Of the values so far, in hexadecimal: 64 digits.
    var digest: String {
        hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private enum Sort: UInt8 {
        case count, number, text, flag, numbers, list, mapping, specification
    }

    private mutating func begin(_ sort: Sort, length: Int) {
        hash.update(data: [sort.rawValue])
        withUnsafeBytes(of: UInt64(length).littleEndian) { hash.update(bufferPointer: $0) }
    }

    mutating func add(_ value: Int) {
        begin(.count, length: 8)
        withUnsafeBytes(of: Int64(value).littleEndian) { hash.update(bufferPointer: $0) }
    }

    mutating func add(_ value: Double) {
        begin(.number, length: 8)
        withUnsafeBytes(of: (value == 0 ? 0 : value).bitPattern.littleEndian) { hash.update(bufferPointer: $0) }
    }

    mutating func add(_ text: String) {
        let bytes = Array(text.utf8)
        begin(.text, length: bytes.count)
        hash.update(data: bytes)
    }

    mutating func add(_ numbers: [Double]) {
        begin(.numbers, length: numbers.count)
        let bits = numbers.map { ($0 == 0 ? 0 : $0).bitPattern.littleEndian }
        bits.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    mutating func add(_ matrix: Matrix) {
        add(matrix.rowCount)
        add(matrix.columnCount)
        add(matrix.elements)
    }

    /// A kind and its settings, by name.
    mutating func add(_ specification: Specification) {
        begin(.specification, length: specification.settings.count)
        add(specification.kind)
        for (name, content) in specification.settings.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(content)
        }
    }

    mutating func add(_ content: Value.Content) {
        switch content {
        case .number(let value): add(value)
        case .count(let value): add(value)
        case .flag(let value):
            begin(.flag, length: 1)
            hash.update(data: [value ? 1 : 0])
        case .text, .date, .currency, .factor: add(content.written)
        case .term(.date(let date)): add(date.description)
        case .term(.years(let years)): add(years)
        case .quantity(.number(let value)): add(value)
        case .quantity(.factor(let factor)): add(factor.name)
        case .quantity(.curve(let name)): add("curve \(name)")
        case .kind(let specification): add(specification)
        case .list(let items):
            begin(.list, length: items.count)
            for item in items { add(item) }
        case .mapping(let entries):
            begin(.mapping, length: entries.count)
            for entry in entries {
                add(entry.key)
                add(entry.value)
            }
        }
    }
}
