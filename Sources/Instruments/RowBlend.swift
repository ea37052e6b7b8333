import Kernels

/// A number on every path: a constant plus a weighted sum of market rows.
///
/// A fixed rate is the constant alone, a factor is one row, a point between two nodes of a curve is two.
public struct RowBlend: Hashable, Sendable {
    public struct Term: Hashable, Sendable {
        public var row: Int
        public var weight: Double

        public init(row: Int, weight: Double) {
            self.row = row
            self.weight = weight
        }
    }

    public var constant: Double
    public var terms: [Term]

    public init(constant: Double = 0, terms: [Term] = []) {
        self.constant = constant
        self.terms = terms
    }

    /// The value where it is the same on every path, else nil.
    public var fixed: Double? { terms.isEmpty ? constant : nil }

    /// The row where the value is one row as it is, else nil.
    public var bare: Int? { constant == 0 && terms.count == 1 && terms[0].weight == 1 ? terms[0].row : nil }

    /// An order of blends that follows from what they are.
    static func isBefore(_ a: RowBlend, _ b: RowBlend) -> Bool {
        if a.constant != b.constant { return a.constant < b.constant }
        return a.terms.lexicographicallyPrecedes(b.terms) { ($0.row, $0.weight) < ($1.row, $1.weight) }
    }

    public static func + (a: RowBlend, b: RowBlend) -> RowBlend {
        RowBlend(constant: a.constant + b.constant, terms: a.terms + b.terms)
    }

    /// Writes the value on every path.
    func evaluate(_ market: Rows, into values: UnsafeMutableBufferPointer<Double>) {
        values.update(repeating: constant)
        for term in terms { Elementwise.accumulate(term.weight, market[term.row], into: values) }
    }

    /// Writes exp(−time · value) on every path.
    func discount(over time: Double, _ market: Rows, into values: UnsafeMutableBufferPointer<Double>) {
        Elementwise.discount(
            weights: terms.map(\.weight), rows: terms.map(\.row), of: market, constant: constant, time: time,
            into: values)
    }
}
