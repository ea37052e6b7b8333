/// A canonical prefix code of at most 15 bits, as deflate has it.
///
/// Source: P. Deutsch, RFC 1951, 3.2.2. Codes of ten bits or fewer are looked up at once; longer ones are counted through, length by
/// length.
struct HuffmanCode {
    static let longest = 15
    private static let quickBits = 10

    /// By the next ten bits, the first of them lowest: the symbol above four bits of length; zero where the code is longer, or none.
    private var quick = [UInt16](repeating: 0, count: 1 << quickBits)
    /// How many codes there are of each length.
    private var counts = [Int](repeating: 0, count: longest + 1)
    /// In order of their codes.
    private var symbols: [UInt16]

    /// - Parameter lengths: of the code of each symbol, zero where it has none.
    /// - Returns: nil where more codes are claimed than there are, or fewer and more than one.
    init?(lengths: some Collection<UInt8>) {
        symbols = []
        for length in lengths { counts[Int(length)] += 1 }
        let used = lengths.count - counts[0]
        counts[0] = 0
        var free = 1
        for length in 1...Self.longest {
            free = free * 2 - counts[length]
            guard free >= 0 else { return nil }
        }
        guard free == 0 || used <= 1 else { return nil }
        var next = [Int](repeating: 0, count: Self.longest + 2)
        var code = [Int](repeating: 0, count: Self.longest + 2)
        for length in 1...Self.longest {
            next[length + 1] = next[length] + counts[length]
            code[length + 1] = (code[length] + counts[length]) << 1
        }
        symbols = [UInt16](repeating: 0, count: used)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let length = Int(length)
            symbols[next[length]] = UInt16(symbol)
            next[length] += 1
            if length <= Self.quickBits {
                var place = Self.reversed(code[length], length)
                while place < quick.count {
                    quick[place] = UInt16(symbol) << 4 | UInt16(length)
                    place += 1 << length
                }
            }
            code[length] += 1
        }
    }

    /// The symbol that bits begin with, the first of them lowest, and how many it takes; nil where they are no code.
    func symbol(in bits: UInt64) -> (symbol: Int, length: Int)? {
        let entry = quick[Int(bits & UInt64(quick.count - 1))]
        if entry != 0 { return (Int(entry >> 4), Int(entry & 15)) }
        var (code, first, index) = (0, 0, 0)
        for length in 1...Self.longest {
            code |= Int(bits >> UInt64(length - 1) & 1)
            let count = counts[length]
            if code - first < count { return (Int(symbols[index + code - first]), length) }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return nil
    }

    private static func reversed(_ code: Int, _ length: Int) -> Int {
        (0..<length).reduce(0) { $0 | (code >> $1 & 1) << (length - 1 - $1) }
    }
}
