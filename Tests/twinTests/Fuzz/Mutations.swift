import Foundation

/// Texts changed at random, from a seed: what was wrong once can be made again.
struct Mutations {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// A number below a bound, by Xorshift (G. Marsaglia, “Xorshift RNGs”, J. Statistical Software 8(14), 2003).
    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, bound)))
    }

    mutating func one<Element>(of all: [Element]) -> Element { all[below(all.count)] }

    /// What files hold by mistake, and what some would put there.
    static let values = [
        "0", "-0", "1", "-1", "1e-320", "5e-324", "1e308", "-1e308", "1e400", "nan", ".inf", "99999999999999999999",
        "0x10", "1_000", "1,000", "100%", "-50%", "1e9%", "10bp", "1d", "0d", "9999999d", "2022-02-30", "0001-01-01",
        "9999-12-31", "''", "null", "~", "true", "[]", "{}", "[[]]", "{kind: x}", "\"\\u0000\"", "\"\\e[31m\"", "*a",
        "&a [*a]", "<<", "!!binary x", "EQ.*", "******Z", "EQ.A", "FX.USDUSD", "IR.X.1Y", "VOL.A", "historical", "none",
        "all", "../../etc/passwd", "/dev/zero", "/", ".", "😀", "\u{202E}x", "a\tb", "|", ">", "- -", "? a", "%TAG",
    ]

    /// The text with some of its lines, values, keys or bytes changed.
    mutating func changed(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<(1 + below(4)) where !lines.isEmpty {
            let place = below(lines.count)
            switch below(9) {
            case 0: lines.remove(at: place)
            case 1: lines.insert(lines[place], at: below(lines.count))
            case 2: lines.swapAt(place, below(lines.count))
            case 3: lines[place] = replacingValue(lines[place])
            case 4: lines[place] = String(repeating: " ", count: below(8)) + lines[place]
            case 5: lines[place] = byteChanged(lines[place])
            case 6:
                lines[place] = lines[place].replacing(
                    one(of: [",", ":", "{", "}", "[", "]", "%", "."]), with: one(of: Self.values))
            case 7: lines = Array(lines.prefix(place))
            default: lines[place] = replacingValue(replacingValue(lines[place]))
            }
        }
        return lines.joined(separator: "\n")
    }

    /// One of the words or numbers of a line by another value.
    private mutating func replacingValue(_ line: String) -> String {
        let words = line.split(whereSeparator: { " ,:{}[]".contains($0) })
        guard !words.isEmpty else { return line + one(of: Self.values) }
        let word = words[below(words.count)]
        return line.replacingCharacters(in: word.startIndex..<word.endIndex, with: one(of: Self.values))
    }

    private mutating func byteChanged(_ line: String) -> String {
        var bytes = Array(line.utf8)
        guard !bytes.isEmpty else { return line }
        bytes[below(bytes.count)] = UInt8(below(256))
        return String(decoding: bytes, as: UTF8.self)
    }
}
