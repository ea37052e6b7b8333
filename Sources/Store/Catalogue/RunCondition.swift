import GRDB

/// What runs must satisfy: comparisons of figures and facts with numbers and texts, as in `es > 2M and var99 <= 3M`.
///
/// A name is a fact of the run (`value`, `paths`, `seconds`, `exit`, `breaches`, `warnings`, `issues`, `scenario`, `asOf`, `night`,
/// `who`), a measure (`value-at-risk`, `expected-shortfall`, …), or short for one: `var`, `es`, with a confidence behind it where
/// several are asked for, as in `var99`, `es97.5`, `value-at-risk@95`. Without one it is the first of its kind.
package indirect enum RunCondition: Sendable {
    case comparison(name: Name, sign: String, value: Value)
    case both(RunCondition, RunCondition)
    case either(RunCondition, RunCondition)
    case not(RunCondition)

    package enum Name: Sendable {
        case column(String)
        case figure(kind: String, confidence: Double?)
    }

    package enum Value: Sendable {
        case number(Double)
        case text(String)
    }

    static let columns = [
        "value": "value", "paths": "paths", "seconds": "seconds", "exit": "exitCode", "exitCode": "exitCode",
        "breaches": "breaches", "warnings": "warnings", "issues": "issues", "scenario": "scenario", "asOf": "asOf",
        "night": "night", "who": "who", "title": "title", "id": "id",
    ]
    static let short = ["var": "value-at-risk", "es": "expected-shortfall"]
    static let texts: Set = ["scenario", "asOf", "night", "who", "title", "id"]

    /// As SQL about `runs`, with its arguments.
    func compiled(book: String) -> (sql: String, arguments: [any DatabaseValueConvertible]) {
        switch self {
        case .comparison(let name, let sign, let value):
            let argument: any DatabaseValueConvertible =
                switch value {
                case .number(let number): number
                case .text(let text): text
                }
            switch name {
            case .column(let column): return ("runs.\(column) \(sign) ?", [argument])
            case .figure(let kind, let confidence):
                let which =
                    confidence == nil
                    ? "f.place = (SELECT min(g.place) FROM figures g WHERE g.run = runs.n AND g.book = ? AND g.kind = ?)"
                    : "f.book = ? AND f.kind = ? AND abs(f.confidence - ?) < 1e-9"
                let given: [any DatabaseValueConvertible] = [book, kind] + (confidence.map { [$0] } ?? [])
                return (
                    "EXISTS (SELECT 1 FROM figures f WHERE f.run = runs.n AND \(which) AND f.value \(sign) ?)",
                    given + [argument]
                )
            }
        case .both(let a, let b): return joined(a, "AND", b, book)
        case .either(let a, let b): return joined(a, "OR", b, book)
        case .not(let a):
            let inner = a.compiled(book: book)
            return ("NOT (\(inner.sql))", inner.arguments)
        }
    }

    private func joined(
        _ a: RunCondition, _ word: String, _ b: RunCondition, _ book: String
    ) -> (sql: String, arguments: [any DatabaseValueConvertible]) {
        let (first, second) = (a.compiled(book: book), b.compiled(book: book))
        return ("(\(first.sql)) \(word) (\(second.sql))", first.arguments + second.arguments)
    }
}
