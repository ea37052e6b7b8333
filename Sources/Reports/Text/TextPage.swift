import Market

/// Lines of text, some of them emphasised.
package struct TextPage {
    package enum Emphasis {
        case none, heading, error, warning

        /// Select Graphic Rendition of ECMA-48, “Control functions for coded character sets”, 1991.
        fileprivate var code: String? {
            switch self {
            case .none: nil
            case .heading: "1"
            case .error: "31"
            case .warning: "33"
            }
        }
    }

    package static let termWidth = 14

    package let width: Int
    package let usesColor: Bool
    private(set) var text = ""

    package init(width: Int, usesColor: Bool) {
        self.width = width
        self.usesColor = usesColor
    }

    package mutating func write(_ line: String = "", _ emphasis: Emphasis = .none) {
        text += styled(line, emphasis) + "\n"
    }

    package mutating func writeHeading(_ words: String) {
        write()
        for line in words.printable.wrapped(width: width) { write(line, .heading) }
    }

    package mutating func writeWrapped(_ words: String, first: String = "", hanging: String = "") {
        for line in words.printable.wrapped(width: width, first: first, hanging: hanging) { write(line) }
    }

    /// A term, and behind it, wrapped, what is to be said about it.
    package mutating func writeTerm(_ term: String, _ words: String, _ severity: DataIssue.Severity = .information) {
        let first = ("  " + term.printable).padded(to: Self.termWidth)
        let hanging = String(repeating: " ", count: Self.termWidth)
        let emphasis: Emphasis = severity == .error ? .error : severity == .warning ? .warning : .none
        for (index, line) in words.printable.wrapped(width: width, first: first, hanging: hanging).enumerated() {
            text += (index == 0 ? styled(first, emphasis) + line.dropFirst(first.count) : line) + "\n"
        }
    }

    /// Where text goes out: what is laid out before is printable already, and nothing else gets past.
    private func styled(_ given: String, _ emphasis: Emphasis) -> String {
        let words = given.printable
        guard usesColor, let code = emphasis.code, !words.isEmpty else { return words }
        return "\u{1B}[\(code)m\(words)\u{1B}[0m"
    }
}
