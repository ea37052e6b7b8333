import Settings

/// Candidate trades from a CSV file with the columns of a portfolio.
struct TradeFile {
    let positions: [Scenario.WrittenPosition]
    let issues: [Issue]

    /// - Parameter path: as it is named in messages.
    init(path: String, catalog: Catalog) {
        let file = PortfolioFile(path: path, catalog: catalog)
        positions = file.positions
        issues = file.issues.map { issue in
            var own = issue
            if issue.message == PortfolioFile.noPosition {
                own.message = "the file has a header but no trade"
                own.hint = "write a line for each trade, as in a portfolio"
            }
            if own.path.hasPrefix("position ") { own.path = "trade " + own.path.dropFirst("position ".count) }
            return own
        }
    }
}
