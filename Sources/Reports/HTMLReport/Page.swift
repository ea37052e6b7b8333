import Measures
import Mustache

/// The frame around the sections: title, table of contents, style.
struct Page {
    struct Link {
        let anchor: String
        let heading: String
    }

    let eyebrow: String
    let title: String
    let facts: [String]
    let style: String
    let links: [Link]
    let sections: [String]
    let version: String

    init(_ report: RiskReport, fragments: [PageFragment]) {
        self.init(
            eyebrow: "Market risk report", title: report.run.title,
            facts: [
                "As of \(report.run.asOf)", "horizon " + NumberText.counted(report.run.horizonDays, "business day"),
                report.run.scenarioText, report.portfolio.currency.code,
            ],
            version: report.engine.version, fragments: fragments)
    }

    /// - Parameters:
    ///   - eyebrow: what sort of page this is.
    ///   - facts: below the title, a few words each.
    init(eyebrow: String, title: String, facts: [String], version: String, fragments: [PageFragment]) {
        self.eyebrow = eyebrow
        self.title = title
        self.facts = facts
        self.version = version
        style = PageStyle.css
        links = fragments.map { Link(anchor: $0.anchor, heading: $0.heading) }
        sections = fragments.map(\.html)
    }

    func html() throws -> String { try MustacheTemplate(string: Self.template).render(self) }

    private static let template = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="Market Twin {{version}}">
        <title>{{title}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <main>
        <header>
        <p class="eyebrow">{{eyebrow}}</p>
        <h1>{{title}}</h1>
        <p class="facts">{{#facts}}<span>{{.}}</span> {{/facts}}</p>
        <nav aria-label="Contents"><ul>{{#links}}<li><a href="#{{anchor}}">{{heading}}</a></li>{{/links}}</ul></nav>
        </header>
        {{#sections}}{{{.}}}
        {{/sections}}</main>
        </body>
        </html>

        """
}
