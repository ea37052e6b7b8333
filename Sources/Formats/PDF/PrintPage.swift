import Reports

/// The page as WeasyPrint takes it: everything open, colours of paper, pages numbered, the contents with their page numbers.
enum PrintPage {
    static func text(_ document: Document) -> String {
        let identity = document.identity.map { " · \($0.prefix(16))" } ?? ""
        let head = "\(document.title) · \(document.facts.first?.text() ?? "")\(identity)"
        let page = DocumentPage().render(document, style: PageStyle.onPaper + style(head: head))
        // WeasyPrint draws the outline of letters over them.
        let halo =
            " stroke=\"\(ChartTheme.standalone.surface)\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        return page.replacing(halo, with: "")
    }

    /// Source: W3C, “CSS Paged Media Module Level 3” and “CSS Generated Content for Paged Media”.
    private static func style(head: String) -> String {
        """
        @page{size:A4;margin:22mm 16mm 20mm;
        @top-left{content:"\(quoted(head))";font:8pt sans-serif;color:#59636e}
        @bottom-right{content:"page " counter(page) " of " counter(pages);font:8pt sans-serif;color:#59636e}}
        @page:first{@top-left{content:""}}
        html{font-size:10pt}
        body,main{max-width:none;margin:0;padding:0}
        h2,h3{break-after:avoid}
        tr,figure,svg,.card,li{break-inside:avoid}
        thead{display:table-header-group}
        .scroll{overflow:visible;background:none}
        table{font-size:8pt;width:100%}
        th,td{padding:.25rem .35rem}
        nav{display:block}
        nav ul{display:block;border:0}
        nav li{display:block}
        nav a{display:block;text-decoration:none;color:#1b2026}
        nav a::after{content:leader('.') target-counter(attr(href),page)}
        svg{max-width:100%;height:auto}
        .cards,.panels,.small-multiples{display:block}
        .card{display:inline-block;width:23%;margin:0 1% 4mm 0;vertical-align:top}
        .card dt,.card dd{font-size:8pt}
        .card .value{font-size:13pt}
        .panels>div{display:inline-block;width:48.5%;margin-right:1%;vertical-align:top}
        .small-multiples li{display:inline-block;width:23.5%;margin:0 1% 3mm 0;vertical-align:top}
        .small-multiples p{display:block;font-size:7pt}
        .small-multiples p span{margin-right:1em}
        dl.facts-list dt{float:left;clear:left;width:9em}
        dl.facts-list dd{margin:0 0 .3em 9.5em}
        summary{list-style:none;font-weight:600}
        """
    }

    /// In a string of a style sheet.
    private static func quoted(_ text: String) -> String {
        text.printable.unicodeScalars.map { scalar in
            "\"\\<&\n".unicodeScalars.contains(scalar) ? "\\\(String(scalar.value, radix: 16)) " : String(scalar)
        }.joined()
    }
}
