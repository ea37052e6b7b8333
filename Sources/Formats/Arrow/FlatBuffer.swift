/// A buffer in which tables, strings and vectors lie one after the other, what refers to another before it.
///
/// Source: Google, “FlatBuffer Internals”, https://flatbuffers.dev/internals, 2024: a table begins with the distance back to its
/// list of slots; references are distances forward; everything lies at a multiple of its size.
struct FlatBuffer {
    /// What a slot of a table holds.
    enum Field {
        case byte(UInt8)
        case short(Int16)
        case int(Int32)
        case long(Int64)
        /// What is written behind the table.
        indirect case reference(Object)

        fileprivate var size: Int {
            switch self {
            case .byte: 1
            case .short: 2
            case .int, .reference: 4
            case .long: 8
            }
        }
    }

    enum Object {
        /// Slots by number; nil for one that keeps its default.
        case table([Field?])
        case string(String)
        case vector([Object])
        /// Structs of whole words of eight bytes, each written out.
        case structs([[Int64]])
    }

    private(set) var bytes: [UInt8] = []

    /// A finished buffer with a table as its root.
    init(root: [Field?]) {
        append(UInt32(0))
        let place = write(.table(root))
        set(UInt32(place), at: 0)
    }

    private mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func set<Value: FixedWidthInteger>(_ value: Value, at place: Int) {
        withUnsafeBytes(of: value.littleEndian) { raw in
            for (offset, byte) in raw.enumerated() { bytes[place + offset] = byte }
        }
    }

    /// Fills up to a multiple.
    private mutating func align(_ size: Int, _ ahead: Int = 0) {
        while !(bytes.count + ahead).isMultiple(of: size) { bytes.append(0) }
    }

    /// - Returns: where it begins.
    private mutating func write(_ object: Object) -> Int {
        switch object {
        case .string(let text):
            align(4)
            let place = bytes.count
            append(UInt32(text.utf8.count))
            bytes += Array(text.utf8) + [0]
            return place
        case .structs(let items):
            align(8, 4)
            let place = bytes.count
            append(UInt32(items.count))
            for item in items { for word in item { append(word) } }
            return place
        case .vector(let items):
            align(4)
            let place = bytes.count
            append(UInt32(items.count))
            for _ in items { append(UInt32(0)) }
            for (index, item) in items.enumerated() {
                let slot = place + 4 + 4 * index
                set(UInt32(write(item) - slot), at: slot)
            }
            return place
        case .table(let fields): return writeTable(fields)
        }
    }

    private mutating func writeTable(_ fields: [Field?]) -> Int {
        // The largest first, so that none needs filling.
        let order = fields.indices.filter { fields[$0] != nil }.sorted {
            ((fields[$1]?.size ?? 0), $0) < ((fields[$0]?.size ?? 0), $1)
        }
        var offsets = [Int](repeating: 0, count: fields.count)
        var size = order.first.flatMap { fields[$0]?.size } == 8 ? 8 : 4
        for index in order {
            let own = fields[index]?.size ?? 0
            size = (size + own - 1) / own * own
            offsets[index] = size
            size += own
        }
        align(2)
        let slots = bytes.count
        append(UInt16(4 + 2 * fields.count))
        append(UInt16(size))
        for offset in offsets { append(UInt16(offset)) }
        align(8)
        let table = bytes.count
        append(Int32(table - slots))
        bytes += [UInt8](repeating: 0, count: size - 4)
        var references: [(place: Int, object: Object)] = []
        for index in order {
            let place = table + offsets[index]
            switch fields[index] {
            case .byte(let value): bytes[place] = value
            case .short(let value): set(value, at: place)
            case .int(let value): set(value, at: place)
            case .long(let value): set(value, at: place)
            case .reference(let object): references.append((place, object))
            case nil: break
            }
        }
        for (place, object) in references { set(UInt32(write(object) - place), at: place) }
        return table
    }
}
