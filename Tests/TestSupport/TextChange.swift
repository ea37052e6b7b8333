import Foundation

/// What changed from one text to another: words, or numbers alone, and by how much.
public struct TextChange {
    private let known: String
    private let text: String
    /// The numbers that stand at the same places of both texts; nil where the words between them differ.
    private let numbers: [(known: Double, now: Double)]?

    public init(from known: String, to text: String) {
        self.known = known
        self.text = text
        let (old, new) = (NumberedText(known), NumberedText(text))
        numbers = old.words == new.words ? zip(old.numbers, new.numbers).map { ($0, $1) } : nil
    }

    /// Whether the words are the same and no number is further off than this, relative to the larger one or absolutely.
    public func isWithin(_ tolerance: Double) -> Bool {
        guard let numbers else { return known == text }
        return numbers.allSatisfy { old, new in
            abs(new - old) <= tolerance * max(abs(old), abs(new), 1)
        }
    }

    /// How many numbers moved and by how much at most, relative to the larger one.
    public var words: String {
        guard let numbers else {
            let (old, new) = (Set(known.split(separator: "\n")), Set(text.split(separator: "\n")))
            return "words changed: \(old.subtracting(new).count) lines went, \(new.subtracting(old).count) came"
        }
        let moves = numbers.filter { $0.known != $0.now }
        let largest = moves.map { abs($0.now - $0.known) / max(abs($0.now), abs($0.known)) }.max() ?? 0
        return "\(moves.count) of \(numbers.count) numbers moved, by at most"
            + " \(String(format: "%.2g", largest)) of their size"
    }

    public var firstDifference: String {
        let (old, new) = (known.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
        guard let line = zip(old, new).enumerated().first(where: { $1.0 != $1.1 }) else {
            return "\(new.count) lines, not \(old.count)"
        }
        return "line \(line.offset + 1):\n  is     \(line.element.1)\n  golden \(line.element.0)"
    }
}

/// A text taken apart into numbers and what stands between them.
struct NumberedText {
    private(set) var words: [Substring] = []
    private(set) var numbers: [Double] = []

    /// `1,234.5`, `-3e-05` and `−2` are numbers.
    init(_ text: String) {
        var rest = text.startIndex
        for match in text.matches(of: /[-−]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/) {
            words.append(text[rest..<match.range.lowerBound])
            numbers.append(Double(match.output.replacing(",", with: "").replacing("−", with: "-")) ?? .nan)
            rest = match.range.upperBound
        }
        words.append(text[rest...])
    }
}
