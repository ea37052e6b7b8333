/// The data of a chart as a table behind a disclosure, for those who hear the page and those who check it.
struct DataTable {
    let summary: String
    let caption: String
    /// The first column names the rows.
    let header: [String]
    let rows: [[String]]

    var html: String {
        let head = header.map { "<th scope=\"col\">\($0.escapedForMarkup)</th>" }.joined()
        var body = ""
        for row in rows {
            body += "<tr>"
            for (column, cell) in row.enumerated() {
                let text = cell.escapedForMarkup
                body += column == 0 ? "<th scope=\"row\">\(text)</th>" : "<td>\(text)</td>"
            }
            body += "</tr>\n"
        }
        return """
            <details><summary>\(summary.escapedForMarkup)</summary>
            <div class="scroll" role="region" tabindex="0" aria-label="\(caption.escapedForMarkup)">
            <table><caption>\(caption.escapedForMarkup)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody></table></div></details>
            """
    }
}
