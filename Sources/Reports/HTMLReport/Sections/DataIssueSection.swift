import Market

/// What was wrong with the data, and what was done about it.
struct DataIssueSection: PageSection {
    struct Row {
        let severity: String
        let factor: String
        let date: String
        let rule: String
        let message: String
    }

    static let anchor = "data"
    static let heading = "Data issues"

    let counts: String
    let rows: [Row]
    let hasRows: Bool

    init(_ issues: [DataIssue]) {
        counts = issues.counts.map { $0 + "." } ?? "Nothing was found wrong with the data."
        rows = issues.ranked.map { issue in
            Row(
                severity: issue.severity.rawValue, factor: issue.factor?.name ?? "",
                date: issue.date?.description ?? "",
                rule: issue.rule, message: issue.message)
        }
        hasRows = !rows.isEmpty
    }

    static let template = """
        <p class="small muted">{{counts}}</p>
        {{#hasRows}}<div class="scroll" role="region" tabindex="0" aria-label="Data issues">
        <table><thead><tr><th scope="col">Severity</th><th scope="col" class="words">Factor</th>\
        <th scope="col" class="words">Date</th><th scope="col" class="words">Rule</th>\
        <th scope="col" class="words">What was found, and done</th></tr></thead>
        <tbody>
        {{#rows}}<tr><td><span class="severity {{severity}}">{{severity}}</span></td><td class="words">{{factor}}</td>\
        <td class="words">{{date}}</td><td class="words">{{rule}}</td><td class="prose">{{message}}</td></tr>
        {{/rows}}</tbody></table></div>{{/hasRows}}
        """
}
