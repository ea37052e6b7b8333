/// A table of columns as Apache Arrow's file format, which pandas, polars, DuckDB and R read without copying.
///
/// Source: Apache Arrow, “Arrow Columnar Format”, version 1.5, sections “Serialization and Interprocess Communication” and “IPC File
/// Format”; `format/Schema.fbs`, `Message.fbs`, `File.fbs`.
struct ArrowFile {
    enum Kind { case double, text }

    struct Column {
        var name: String
        var kind: Kind
    }

    /// Values of one column on some rows; nil for what is not known.
    enum Values {
        case doubles([Double?])
        case texts([String?])
    }

    private static let magic = Array("ARROW1".utf8)
    private static let version: Int16 = 4  // V5

    let columns: [Column]
    /// Rows of each batch.
    let batches: [Range<Int>]
    /// The columns on the rows of a batch, in their order.
    let values: @Sendable (Range<Int>) -> [Values]

    // MARK: - Schema

    private var schema: [FlatBuffer.Field?] {
        let fields = columns.map { column -> FlatBuffer.Object in
            let (kind, type): (UInt8, FlatBuffer.Object) =
                switch column.kind {
                case .double: (3, .table([.short(2)]))
                case .text: (5, .table([]))
                }
            return .table([
                .reference(.string(column.name)), .byte(1), .byte(kind), .reference(type), nil, .reference(.vector([])),
            ])
        }
        return [nil, .reference(.vector(fields))]
    }

    /// Length, metadata and padding of a message, as it stands before its body.
    private static func message(_ kind: UInt8, _ header: [FlatBuffer.Field?], bodyLength: Int) -> [UInt8] {
        var metadata = FlatBuffer(
            root: [.short(version), .byte(kind), .reference(.table(header)), .long(Int64(bodyLength))]
        ).bytes
        while !metadata.count.isMultiple(of: 8) { metadata.append(0) }
        return [255, 255, 255, 255] + Int32(metadata.count).littleEndianBytes + metadata
    }

    // MARK: - Batches

    /// A column's buffers: which values are known, and the values.
    private static func buffers(_ values: Values) -> (nulls: Int, buffers: [[UInt8]]) {
        func validity(_ known: [Bool]) -> (Int, [UInt8]) {
            let nulls = known.count { !$0 }
            guard nulls > 0 else { return (0, []) }
            var bits = [UInt8](repeating: 0, count: (known.count + 7) / 8)
            for (index, isKnown) in known.enumerated() where isKnown { bits[index / 8] |= 1 << UInt8(index % 8) }
            return (nulls, bits)
        }
        switch values {
        case .doubles(let numbers):
            let (nulls, bits) = validity(numbers.map { $0 != nil })
            return (nulls, [bits, numbers.map { $0 ?? 0 }.littleEndianBytes])
        case .texts(let texts):
            let (nulls, bits) = validity(texts.map { $0 != nil })
            var offsets: [UInt8] = Int32(0).littleEndianBytes
            var bytes: [UInt8] = []
            for text in texts {
                bytes += Array((text ?? "").utf8)
                offsets += Int32(bytes.count).littleEndianBytes
            }
            return (nulls, [bits, offsets, bytes])
        }
    }

    /// A batch of rows: the message, and its body.
    private func batch(_ rows: Range<Int>) -> (message: [UInt8], body: [UInt8]) {
        var body: [UInt8] = []
        var nodes: [[Int64]] = []
        var places: [[Int64]] = []
        for column in values(rows) {
            let (nulls, buffers) = Self.buffers(column)
            nodes.append([Int64(rows.count), Int64(nulls)])
            for buffer in buffers {
                places.append([Int64(body.count), Int64(buffer.count)])
                body += buffer
                while !body.count.isMultiple(of: 64) { body.append(0) }
            }
        }
        let header: [FlatBuffer.Field?] = [
            .long(Int64(rows.count)), .reference(.structs(nodes)), .reference(.structs(places)),
        ]
        return (Self.message(3, header, bodyLength: body.count), body)
    }

    // MARK: - File

    /// The file piece by piece.
    func write(_ take: ([UInt8]) -> Bool) {
        let head = Self.magic + [0, 0] + Self.message(1, schema, bodyLength: 0)
        guard take(head) else { return }
        var place = head.count
        var blocks: [[Int64]] = []
        for rows in batches {
            let (message, body) = batch(rows)
            // A block is an offset, the length of the metadata with four bytes of filling, and the length of the body.
            blocks.append([Int64(place), Int64(message.count), Int64(body.count)])
            guard take(message), take(body) else { return }
            place += message.count + body.count
        }
        let footer = FlatBuffer(
            root: [
                .short(Self.version), .reference(.table(schema)), .reference(.structs([])),
                .reference(.structs(blocks)),
            ]
        ).bytes
        let end: [UInt8] = [255, 255, 255, 255, 0, 0, 0, 0]
        _ = take(end + footer + Int32(footer.count).littleEndianBytes + Self.magic)
    }
}

extension Int32 {
    var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
