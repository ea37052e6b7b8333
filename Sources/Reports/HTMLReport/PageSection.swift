import Mustache

/// A part of the page: values to show, and a Mustache template that says where.
///
/// The template reads stored properties by their names and escapes them; `{{{three braces}}}` stand for markup made
/// here.
protocol PageSection {
    /// The fragment of a link to the section.
    static var anchor: String { get }
    static var heading: String { get }
    static var template: String { get }
}

extension PageSection {
    func html() throws -> String {
        let body = try MustacheTemplate(string: Self.template).render(self)
        return """
            <section id="\(Self.anchor)" aria-labelledby="\(Self.anchor)-heading">
            <h2 id="\(Self.anchor)-heading">\(Self.heading.escapedForMarkup)</h2>
            \(body)
            </section>
            """
    }
}
