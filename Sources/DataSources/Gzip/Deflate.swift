import Settings

/// The tables of deflate, and the codes that a block brings along. Source: RFC 1951, 3.2.5 to 3.2.7.
enum Deflate {
    /// The shortest length that a symbol from 257 on stands for, and the bits that add to it.
    static let lengths: [(base: Int, bits: Int)] = {
        var base = 3
        return (0..<29).map { index in
            if index == 28 { return (258, 0) }
            let bits = index < 8 ? 0 : index / 4 - 1
            defer { base += 1 << bits }
            return (base, bits)
        }
    }()

    /// The shortest distance that a symbol stands for, and the bits that add to it.
    static let distances: [(base: Int, bits: Int)] = {
        var base = 1
        return (0..<30).map { index in
            let bits = index < 4 ? 0 : index / 2 - 1
            defer { base += 1 << bits }
            return (base, bits)
        }
    }()

    static let fixedLiterals = known(
        (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = known([UInt8](repeating: 5, count: 32))

    private static func known(_ lengths: [UInt8]) -> HuffmanCode {
        guard let code = HuffmanCode(lengths: lengths) else { preconditionFailure("the fixed codes are complete") }
        return code
    }

    /// In which the lengths of the code of code lengths stand.
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The two codes at the beginning of a block.
    static func codes(in source: inout BitSource) throws(Issue) -> (literals: HuffmanCode, distances: HuffmanCode) {
        let literalCount = try source.take(5) + 257
        let distanceCount = try source.take(5) + 1
        let lengthCount = try source.take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw source.damaged("a block has too many codes") }
        var lengths = [UInt8](repeating: 0, count: order.count)
        for place in order.prefix(lengthCount) { lengths[place] = UInt8(try source.take(3)) }
        guard let code = HuffmanCode(lengths: lengths) else { throw source.damaged("a code is not complete") }
        lengths = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try source.symbol(of: code)
            let (value, count): (UInt8, Int)
            switch symbol {
            case 16:
                guard let last = lengths.last else { throw source.damaged("a code repeats what is not there") }
                (value, count) = (last, 3 + (try source.take(2)))
            case 17: (value, count) = (0, 3 + (try source.take(3)))
            case 18: (value, count) = (0, 11 + (try source.take(7)))
            default: (value, count) = (UInt8(symbol), 1)
            }
            lengths.append(contentsOf: repeatElement(value, count: count))
        }
        guard lengths.count == literalCount + distanceCount, lengths[256] > 0,
            let literals = HuffmanCode(lengths: lengths[..<literalCount]),
            let distances = HuffmanCode(lengths: lengths[literalCount...])
        else { throw source.damaged("a code is not complete") }
        return (literals, distances)
    }
}

extension BitSource {
    /// The next symbol of a code.
    mutating func symbol(of code: HuffmanCode) throws(Issue) -> Int {
        try fill()
        guard let (symbol, length) = code.symbol(in: bits) else { throw damaged("a code is unknown") }
        try drop(length)
        return symbol
    }
}
