/// Reads markup as strictly as XML, void elements of HTML aside, and collects what a test wants to know.
package struct MarkupCheck {
    package struct Element: Equatable {
        package var name: String
        package var attributes: [String: String]
        /// What stands directly within.
        package var text = ""
    }

    /// In the order of their opening tags.
    package private(set) var elements: [Element] = []
    /// What is wrong, or nil.
    package private(set) var problem: String?

    private static let voidElements: Set = ["meta", "br", "hr", "img", "link", "input"]

    package init(_ markup: String) {
        var open: [Int] = []
        var rest = Array(markup.utf8)[...]
        let declaration = Array("<!DOCTYPE html>".utf8)
        if rest.starts(with: declaration) { rest = rest.dropFirst(declaration.count) }
        while problem == nil, !rest.isEmpty {
            let text = String(decoding: rest.prefix { $0 != UInt8(ascii: "<") }, as: UTF8.self)
            rest = rest.dropFirst(text.utf8.count)
            let isStyle = open.last.map { elements[$0].name == "style" } ?? false
            if !isStyle, !Self.isEscaped(text) { problem = "text is not escaped: \(text.prefix(80))" }
            if let last = open.last { elements[last].text += text }
            guard !rest.isEmpty else { break }
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else {
                problem = "the last tag does not end"
                break
            }
            let tag = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            if tag.hasPrefix("</") {
                guard let last = open.popLast(), elements[last].name == tag.dropFirst(2) else {
                    problem = "\(tag)> closes nothing"
                    break
                }
            } else if let element = Self.element(tag.dropFirst()) {
                elements.append(element)
                if !tag.hasSuffix("/"), !Self.voidElements.contains(element.name) { open.append(elements.count - 1) }
            } else {
                problem = "no tag: \(tag.prefix(120))"
            }
        }
        if problem == nil, let last = open.last { problem = "<\(elements[last].name)> is not closed" }
    }

    package func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// A name and attributes, every value in double quotes, none named twice.
    private static func element(_ tag: Substring) -> Element? {
        let pieces = (tag.hasSuffix("/") ? tag.dropLast() : tag).split(
            separator: "\"", omittingEmptySubsequences: false)
        guard pieces.count % 2 == 1, let start = pieces.first else { return nil }
        let name = start.prefix { $0.isLetter || $0.isNumber }
        guard !name.isEmpty, pieces.last.map({ $0 == name || $0.allSatisfy(\.isWhitespace) }) == true else {
            return nil
        }
        var attributes: [String: String] = [:]
        for index in stride(from: 0, to: pieces.count - 1, by: 2) {
            let before = index == 0 ? start.dropFirst(name.count) : pieces[index]
            let key = before.drop(while: \.isWhitespace).dropLast()
            let value = pieces[index + 1]
            guard before.first?.isWhitespace == true, before.last == "=", !key.isEmpty,
                key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }), isEscaped(value),
                attributes.updateValue(String(value), forKey: String(key)) == nil
            else { return nil }
        }
        return Element(name: String(name), attributes: attributes)
    }

    /// Whether every ampersand begins a character reference.
    private static func isEscaped(_ text: some StringProtocol) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return true }
        return text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().allSatisfy { piece in
            ["amp;", "lt;", "gt;", "quot;", "#39;"].contains { piece.hasPrefix($0) }
        }
    }
}
