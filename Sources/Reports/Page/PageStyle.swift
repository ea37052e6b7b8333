/// How the page looks: one column of text and figures, light or dark as the reader's screen is, light on paper.
package enum PageStyle {
    package static let css = colors + layout + tables + paper

    /// The same with the colours of paper written out, for who does not know of properties.
    package static let onPaper = ChartRole.allCases.reduce(css) { style, role in
        style.replacing("var(\(role.property))", with: ChartTheme.standalone.color(role))
    }

    private static let colors = """

        :root{color-scheme:light dark;\(properties(of: .standalone))}
        @media screen and (prefers-color-scheme:dark){:root{\(properties(of: .dark))}}
        \(charts)

        """

    /// The colour of each role.
    private static func properties(of theme: ChartTheme) -> String {
        ChartRole.allCases.map { "\($0.property):\(theme.color($0));" }.joined()
    }

    /// What marks of charts are filled and drawn with, by the classes of their roles.
    private static let charts = ChartRole.allCases.map { role in
        ".\(role.fillClass){fill:var(\(role.property))}.\(role.strokeClass){stroke:var(\(role.property))}"
    }.joined()

    private static let layout = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--surface);color:var(--ink);font:16px/1.55 -apple-system,"Segoe UI",Roboto,
        "Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:64rem;margin:0 auto;padding:3.5rem 2rem 5rem}
        .eyebrow{margin:0;color:var(--muted);font-size:.875rem;letter-spacing:.02em}
        h1{margin:.35rem 0 .5rem;font-size:2.125rem;line-height:1.2;font-weight:600;letter-spacing:-.015em;
        overflow-wrap:anywhere}
        h2{margin:0 0 1rem;font-size:1.3125rem;line-height:1.3;font-weight:600;letter-spacing:-.005em}
        h3{margin:2rem 0 .5rem;font-size:1rem;font-weight:600}
        p{margin:0 0 1rem;max-width:44rem}
        a{color:var(--first)}
        .facts{color:var(--muted);margin:0}
        .facts span:not(:last-child)::after{content:" ·"}
        nav ul{list-style:none;margin:1.5rem 0 0;padding:.75rem 0;border-block:1px solid var(--rule);display:flex;
        flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem}
        nav a{text-decoration:none}
        nav a:hover,nav a:focus-visible{text-decoration:underline}
        section{margin-top:3.5rem}
        header+section{margin-top:2.25rem}
        header+section h2{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .muted{color:var(--muted)}
        .small{font-size:.875rem}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:2rem 2rem;margin:0}
        .card{border-top:3px solid var(--neutral);padding-top:.75rem}
        .card.first{border-color:var(--first)}
        .card.second{border-color:var(--second);border-top-style:dashed}
        .cards+p{margin-top:1.25rem}
        .card dt{font-weight:600}
        .card dd{margin:0;font-size:.875rem;color:var(--muted)}
        .card .value{font-size:1.75rem;line-height:1.35;font-weight:600;letter-spacing:-.02em;color:var(--ink)}
        .card .value span,.card .value small{white-space:nowrap}
        .card .value small{font-size:.875rem;font-weight:400;letter-spacing:0;color:var(--muted)}
        .card .exact{color:var(--ink)}
        .card .interval{white-space:nowrap}
        .card .meaning{margin-top:.5rem}
        figure{margin:1rem 0 0}
        figcaption{margin-top:.75rem;font-size:.875rem;color:var(--muted);max-width:44rem}
        figure svg{display:block;max-width:100%;height:auto}
        figure .scroll svg{max-width:none}
        .narrow{display:none}
        .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:1.5rem 2rem}
        .panels h3{margin:.5rem 0 0}
        .small-multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(13.5rem,1fr));gap:1.5rem 2rem;
        margin:1rem 0 0;padding:0;list-style:none}
        .small-multiples h3{margin:0;font-size:.875rem;overflow-wrap:anywhere}
        .small-multiples p{margin:0;font-size:.8125rem;line-height:1.45;color:var(--muted);display:flex;
        justify-content:space-between;gap:.5rem}
        .small-multiples svg{display:block;width:100%;height:auto;margin:.25rem 0}
        .diagnosis{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.5rem 1rem}
        .diagnosis figure{margin:0}
        .diagnosis figcaption{margin:0;font-size:.75rem;text-align:center}
        details{margin-top:1rem;font-size:.875rem}
        summary{cursor:pointer;color:var(--first);width:fit-content}
        ul.notes{margin:0;padding-left:1.1rem;max-width:44rem}
        ul.notes li+li{margin-top:.35rem}
        .scroll+ul.notes{margin-top:1.25rem}
        ul.notes+p{margin-top:.75rem}
        dl.facts-list{font-size:.9375rem;display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.4rem 2rem;margin:0}
        dl.facts-list+p{margin-top:1rem}
        dl.facts-list dt{color:var(--muted)}
        dl.facts-list dd{margin:0;overflow-wrap:anywhere}
        code{font:.875em/1.5 ui-monospace,"SF Mono","Liberation Mono",monospace;overflow-wrap:anywhere}
        pre{margin:1.25rem 0 0;padding:.875rem 1rem;border:1px solid var(--rule);border-radius:4px;white-space:pre-wrap}
        @media screen and (max-width:44rem){
        main{padding:1.75rem 1.125rem 3rem}
        h1{font-size:1.625rem}
        section{margin-top:2.75rem}
        .wide{display:none!important}
        .narrow{display:block!important}
        dl.facts-list{grid-template-columns:1fr;gap:0}
        dl.facts-list dd{margin-bottom:.6rem}
        }

        """

    private static let tables = """
        .scroll{overflow-x:auto;position:relative}
        .scroll+.scroll{margin-top:1.75rem}
        .scroll+p,.panels+p,figure+p{margin-top:1rem}
        .scroll+.panels,.scroll+figure,figure+.scroll,.panels+.scroll,.panels+h3{margin-top:1.5rem}
        table{border-collapse:collapse;font-size:.875rem;line-height:1.4;min-width:100%}
        caption{text-align:left;color:var(--muted);padding:0 0 .5rem}
        th,td{padding:.4rem .75rem;text-align:right;vertical-align:top;border-bottom:1px solid var(--rule);
        white-space:nowrap;font-weight:400}
        th:first-child,td:first-child{padding-left:0;text-align:left}
        th:last-child,td:last-child{padding-right:0}
        thead tr+tr th:first-child{padding-left:.75rem;text-align:right}
        thead tr+tr th:last-child{padding-right:.75rem}
        thead th{color:var(--muted);vertical-align:bottom;border-bottom-color:var(--muted)}
        tbody th{text-align:left}
        th.words,td.words{text-align:left}
        td.prose{white-space:normal;text-align:left;min-width:11rem}
        tr.below{display:none}
        td .bar{display:block;width:100%;min-width:6.5rem;height:8px;margin-top:.3rem}
        td .error{color:var(--muted)}
        tr.whole th,tr.whole td{font-weight:600}
        tr.whole .error{font-weight:400}
        th.book{white-space:normal;overflow-wrap:anywhere;min-width:9rem;max-width:20rem;
        padding-left:calc(var(--depth,0)*1.25rem)}
        .severity{display:inline-block;min-width:5.5rem}
        .severity.error{font-weight:600;color:var(--ink)}
        .severity.error::before{content:"▲ "}
        .severity.warning::before{content:"△ "}
        .severity.information::before{content:"○ "}
        .severity.information{color:var(--muted)}
        details table{min-width:0}
        details .scroll{max-height:28rem;overflow:auto;margin-top:.75rem}
        @media screen and (max-width:44rem){
        .scroll{background:linear-gradient(to left,transparent,var(--surface) 40%) 0 0,
        linear-gradient(to right,transparent,var(--surface) 40%) 100% 0,
        linear-gradient(to right,var(--rule),transparent) 0 0,linear-gradient(to left,var(--rule),transparent) 100% 0;
        background-repeat:no-repeat;background-size:3rem 100%,3rem 100%,.875rem 100%,.875rem 100%;
        background-attachment:local,local,scroll,scroll}
        table{font-size:.8125rem}
        th,td{padding:.4rem .5rem}
        th.book{min-width:calc(5.5rem + var(--depth,0)*.625rem);max-width:9.5rem;
        padding-left:calc(var(--depth,0)*.625rem)}
        table .prose{display:none}
        tr.below{display:table-row}
        tr:has(+tr.below) th,tr:has(+tr.below) td{border-bottom:0;padding-bottom:0}
        tr.below td{padding:.1rem 0 .5rem;text-align:left;white-space:normal;color:var(--muted)}
        tr.below div{position:sticky;left:0;max-width:calc(100vw - 2.25rem);width:max-content}
        td .bar{min-width:4.5rem}
        .severity{min-width:0}
        }

        """

    private static let paper = """
        @page{size:A4;margin:16mm 14mm}
        @media print{
        :root{color-scheme:light}
        html{font-size:10pt}
        body{font-size:10pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
        main{max-width:none;padding:0}
        nav,details:not([open]){display:none}
        h1{font-size:20pt}
        section{margin-top:9mm}
        h2,h3,h2+p,h3+p,caption,thead{break-after:avoid}
        p,figure,figcaption,.card,tr,.small-multiples li,.panels>div,dl.facts-list,pre{break-inside:avoid}
        thead{display:table-header-group}
        .wide{display:block!important}
        .narrow{display:none!important}
        figure .scroll svg{max-width:100%}
        .cards{grid-template-columns:repeat(4,1fr);gap:6mm}
        .card .value{font-size:15pt}
        .panels{grid-template-columns:1fr 1fr}
        .small-multiples{grid-template-columns:repeat(4,1fr)}
        .scroll{overflow:visible;max-height:none}
        table{font-size:8.5pt}
        th,td{padding:.25rem .4rem}
        td.words{white-space:normal}
        td.prose{min-width:7.5rem}
        th.book{min-width:calc(5rem + var(--depth,0)*1.25rem)}
        td .bar{min-width:4rem}
        a{color:inherit}
        }

        """
}
