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
    func fragment() throws -> PageFragment {
        PageFragment(
            anchor: Self.anchor, heading: Self.heading, body: try MustacheTemplate(string: Self.template).render(self))
    }
}

/// A part of the page as markup.
struct PageFragment {
    let anchor: String
    let heading: String
    /// Markup below the heading.
    let body: String

    var html: String {
        """
        <section id="\(anchor)" aria-labelledby="\(anchor)-heading">
        <h2 id="\(anchor)-heading">\(heading.escapedForMarkup)</h2>
        \(body)
        </section>
        """
    }
}
