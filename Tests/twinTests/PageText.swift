/// The words of a page on a wide screen: markup and styles stripped, white space folded, one line for each element that is no part of a line.
struct PageText {
    let text: String

    private static let inline: Set<Substring> = [
        "a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "tspan",
    ]
    private static let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]

    init(_ page: String) {
        var words = ""
        var rest = page.replacing(/<style>[^<]*<\/style>/, with: "")
            .replacing(/<div class="narrow">.*?<\/div>/.dotMatchesNewlines(), with: "")
            .replacing(/<tr class="below">.*?<\/tr>/.dotMatchesNewlines(), with: "")[...]
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            words += rest[..<start]
            let name = rest[rest.index(after: start)..<end].drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
            if !Self.inline.contains(name) { words += "\n" }
            rest = rest[rest.index(after: end)...]
        }
        words += rest
        for (entity, character) in Self.entities { words = words.replacing(entity, with: character) }
        text =
            words.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }
}
