/// What vendors call the columns that are no names of factors.
enum HeaderWords {
    /// Of prices, the one to take first.
    static let prices = [
        "close", "close/last", "close price", "px_last", "last price", "last", "settle", "settlement",
        "settlement price",
        "px_settle", "price", "value", "obs_value", "level", "rate", "mid", "px_mid", "kurs", "schlusskurs", "schluss",
        "nav", "adj close", "adj. close", "adjusted close",
    ]
    static let others: Set = [
        "open", "high", "low", "volume", "vol", "vol.", "open interest", "openint", "per", "time", "px_open", "px_high",
        "px_low", "px_volume", "change", "change %", "% change", "chg", "chg%", "dividends", "stock splits",
        "capital gains", "turnover", "bid", "ask", "obs_status", "status", "flag", "trades", "count", "eröffnung",
        "hoch",
        "tief", "umsatz", "volumen", "net change",
    ]
    static let dates: Set = [
        "date", "dates", "datum", "day", "tag", "observation_date", "time period", "time_period", "timestamp",
        "datetime",
        "trade date", "as of", "as of date", "date/time", "valuation date", "period",
    ]
    static let symbols: Set = [
        "ticker", "symbol", "factor", "series", "series_id", "series id", "instrument", "security", "isin", "code",
        "ric",
    ]
    /// Rows above a sheet that say something of it, by the text in the column of dates.
    static let remarks: Set = [
        "start date", "end date", "start", "end", "currency", "frequency", "units", "unit", "source", "title",
        "last updated", "last update", "downloaded", "periodicity", "name", "description", "field", "note",
    ]

    /// A text as these words are compared.
    static func word(_ text: String) -> String {
        var text = text.lowercased()
        text.removeAll { $0 == "<" || $0 == ">" || $0 == "\u{FEFF}" }
        while text.last == " " || text.last == ":" { text.removeLast() }
        return text
    }
}
