import Market

/// A document as one page that stands alone: no scripts, nothing loaded, light, dark and on paper.
///
/// Every chart is described in words. What is long waits behind its title; every section has a name to link to.
public struct DocumentPage: DocumentFormat {
    public static let name = "html"
    public static let summary = "one self-contained page with charts, for reading and printing"
    public static let fileExtension = "html"
    public static let mediaType = "text/html; charset=utf-8"

    /// W3C, “Content Security Policy Level 3”: a page loads nothing and runs nothing, whatever a name in it says.
    static let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    public init() {}

    public func files(of document: Document) -> [DocumentFile] {
        [DocumentFile(name: Self.fileName, mediaType: Self.mediaType, bytes: Array(render(document).utf8))]
    }

    public func render(_ document: Document) -> String { render(document, style: PageStyle.css) }

    /// The same with another style.
    package func render(_ document: Document, style: String) -> String {
        let sections = document.sections.filter { $0.readings.contains(.page) }
        let facts = document.facts.map { "<span>\($0.markup)</span> " }.joined()
        let links = sections.map { "<li><a href=\"#\($0.anchor)\">\($0.heading.escapedForMarkup)</a></li>" }.joined()
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Market Twin \(document.version.escapedForMarkup)">
            <title>\(document.title.escapedForMarkup)</title>
            <style>\(style)</style>
            </head>
            <body>
            <main>
            <header>
            <p class="eyebrow">\(document.eyebrow.escapedForMarkup)</p>
            <h1>\(document.title.escapedForMarkup)</h1>
            <p class="facts">\(facts)</p>
            <nav aria-label="Contents"><ul>\(links)</ul></nav>
            </header>
            \(sections.map { $0.markup + "\n" }.joined())</main>
            </body>
            </html>

            """
    }
}

extension DocumentSection {
    fileprivate var markup: String {
        """
        <section id="\(anchor)" aria-labelledby="\(anchor)-heading">
        <h2 id="\(anchor)-heading">\(heading.escapedForMarkup)</h2>
        \(blocks.markup)
        </section>
        """
    }
}

extension [DocumentBlock] {
    fileprivate var markup: String { map(\.markup).joined(separator: "\n") }
}

extension DocumentBlock {
    fileprivate var markup: String {
        switch self {
        case .lead(let words), .paragraph(let words), .item(let words): "<p>\(words.markup)</p>"
        case .remark(let words): "<p class=\"small muted\">\(words.markup)</p>"
        case .facts(let facts):
            "<dl class=\"facts-list\">"
                + facts.map { "<dt>\($0.term.escapedForMarkup)</dt><dd>\($0.words.markup)</dd>\n" }.joined() + "</dl>"
        case .headlines(let headlines):
            "<dl class=\"cards\">\n" + headlines.map { $0.markup + "\n" }.joined() + "</dl>"
        case .list(let items):
            "<ul class=\"notes\">" + items.map { "<li>\($0.markup)</li>\n" }.joined() + "</ul>"
        case .table(let table): table.rows.isEmpty ? "" : table.markup(isCaptioned: false)
        case .chart(let chart): chart.markup
        case .charts(let charts): Self.markup(of: charts)
        case .multiples(let multiples):
            "<ul class=\"small-multiples\">" + multiples.map(\.markup).joined() + "</ul>"
        case .details(let title, let blocks):
            "<details><summary>\(title.escapedForMarkup)</summary>\n" + blocks.map(\.detailMarkup).joined()
                + "</details>"
        case .issues(let issues): issues.isEmpty ? "" : Self.markup(of: issues)
        case .command(let words): "<pre><code>\(words.escapedForMarkup)</code></pre>"
        case .heading(let words): "<h3>\(words.escapedForMarkup)</h3>"
        }
    }

    /// Behind a title nothing else says what a table shows.
    private var detailMarkup: String {
        if case .table(let table) = self { table.markup(isCaptioned: true) } else { markup }
    }

    /// Side by side: under their titles, or close to each other where they have none.
    private static func markup(of charts: [DocumentChart]) -> String {
        guard charts.contains(where: { !$0.title.isEmpty }) else {
            return "<div class=\"diagnosis\">" + charts.map(\.figure).joined() + "</div>"
        }
        return "<div class=\"panels\">"
            + charts.map { "<div><h3>\($0.title.escapedForMarkup)</h3>\($0.figure)</div>\n" }.joined() + "</div>"
    }

    private static func markup(of issues: [DataIssue]) -> String {
        let rows = issues.ranked.map { issue in
            let severity = issue.severity.rawValue
            let words = [issue.factor?.name ?? "", issue.date?.description ?? "", issue.rule]
            return "<tr><td><span class=\"severity \(severity)\">\(severity)</span></td>"
                + words.map { "<td class=\"words\">\($0.escapedForMarkup)</td>" }.joined()
                + "<td class=\"prose\">\(issue.message.escapedForMarkup)</td></tr>\n"
                + DocumentTable.proseRow([issue.message.escapedForMarkup], columns: 4) + "\n"
        }
        return """
            <div class="scroll" role="region" tabindex="0" aria-label="Data issues">
            <table><thead><tr><th scope="col">Severity</th><th scope="col" class="words">Factor</th>\
            <th scope="col" class="words">Date</th><th scope="col" class="words">Rule</th>\
            <th scope="col" class="words prose">What was found, and done</th></tr></thead>
            <tbody>
            \(rows.joined())</tbody></table></div>
            """
    }
}

extension DocumentHeadline {
    fileprivate var markup: String {
        let unit = unit.isEmpty ? "" : " <small>\(unit.escapedForMarkup)</small>"
        let error = figure.errorText().map { "± \($0)" }
        let title = [error, interval == nil ? nil : "95% interval"].compactMap(\.self).joined(separator: " · ")
        let exact = title.isEmpty ? "" : "\n<dd class=\"exact\">\(title)</dd>"
        let ends = interval.map { "\n<dd class=\"exact interval\">\($0.low.text()) to \($0.high.text())</dd>" } ?? ""
        let meaning = meaning.isEmpty ? "" : "\n<dd class=\"meaning\">\(meaning.markup)</dd>"
        return """
            <div class="card \(role?.rawValue ?? "")"><dt>\(label.escapedForMarkup)</dt>\
            <dd class="value"><span>\(figure.text())</span>\(unit)</dd>\(exact)\(ends)\(meaning)</div>
            """
    }
}

extension DocumentChart {
    fileprivate var markup: String {
        let heading = title.isEmpty ? "" : "<h3>\(title.escapedForMarkup)</h3>"
        guard narrowDrawing == nil, width > Self.phone else { return heading + figure }
        let label = (title.isEmpty ? drawing.title : title).escapedForMarkup
        return "\(heading)<figure><div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"\(label)\">"
            + "\(drawing.svg)</div>\(captionMarkup)</figure>"
    }

    /// Drawn anew for a small screen, where it is wider than one; scaled down, its words could not be read.
    fileprivate var figure: String {
        guard let narrowDrawing else { return "<figure>\(drawing.svg)\(captionMarkup)</figure>" }
        return "<figure><div class=\"wide\">\(drawing.svg)</div><div class=\"narrow\">\(narrowDrawing.svg)</div>\n"
            + "\(captionMarkup)</figure>"
    }

    /// Points between the margins of a phone.
    private static let phone = 354.0

    private var narrowDrawing: Drawing? {
        if let narrow { return narrow.chart.drawing(width: narrow.width, height: narrow.height) }
        guard chart.isElastic, width > 1.15 * Self.phone else { return nil }
        return chart.drawing(width: Self.phone, height: min(height, 240))
    }

    fileprivate var drawing: Drawing { chart.drawing(width: width, height: height) }

    private var captionMarkup: String { caption.isEmpty ? "" : "<figcaption>\(caption.markup)</figcaption>" }
}

extension DocumentMultiple {
    fileprivate var markup: String {
        let words = lines.map { "<p>" + $0.map { "<span>\($0.markup)</span>" }.joined() + "</p>" }.joined()
        return "<li><h3>\(title.escapedForMarkup)</h3>\(chart.drawing.svg)\(words)</li>"
    }
}

extension Prose {
    /// The words escaped, an error behind a value less prominent.
    package var markup: String {
        parts.map { part in
            switch part {
            case .words(let words): words.escapedForMarkup
            case .value(let quantity):
                quantity.text().escapedForMarkup
                    + (quantity.errorText().map { " <span class=\"error\">± \($0.escapedForMarkup)</span>" } ?? "")
            }
        }.joined()
    }
}
