/// A rate, a dividend yield or a volatility on paths: one number for all, or a row of them.
public enum EuropeanOptionInput {
    case constant(Double)
    case row(UnsafeBufferPointer<Double>)

    var constant: Double {
        if case .constant(let value) = self { return value }
        return 0
    }

    var row: UnsafeBufferPointer<Double>? {
        if case .row(let row) = self { return row }
        return nil
    }

    func checkLength(_ count: Int) {
        precondition(row.map { $0.count == count } ?? true, "rows of different lengths")
    }

    subscript(path: Int) -> Double {
        switch self {
        case .constant(let value): value
        case .row(let row): row[path]
        }
    }
}
