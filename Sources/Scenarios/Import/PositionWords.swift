/// What brokers call the columns of positions, the kinds of what is held, and totals.
enum PositionWords {
    enum Column: CaseIterable {
        case symbol, quantity, currency, kind, multiplier, book, side, price, value, isin

        var words: [String] {
            switch self {
            case .symbol:
                [
                    "symbol", "ticker", "local symbol", "instrument", "security", "security id", "underlying", "code",
                    "ric",
                    "bloomberg ticker", "bbg ticker", "stock", "kürzel",
                ]
            case .quantity:
                [
                    "quantity", "qty", "qty.", "shares", "units", "position", "pos", "holding", "holdings", "nominal",
                    "number of shares", "current position", "position size", "net quantity", "menge", "stück", "anzahl",
                    "bestand", "quantité", "cantidad",
                ]
            case .currency:
                ["currency", "ccy", "cur", "curr", "currencyprimary", "currency primary", "währung", "devise"]
            case .kind:
                [
                    "asset class", "assetclass", "asset type", "asset category", "sec type", "sectype", "security type",
                    "type",
                    "class", "kind", "instrument type", "product",
                ]
            case .multiplier: ["mult", "multiplier", "contract size", "point value", "contract multiplier"]
            case .book:
                [
                    "account", "account id", "account number", "portfolio", "book", "fund", "desk", "strategy", "depot",
                    "konto",
                ]
            case .side: ["side", "long/short", "l/s", "buy/sell", "direction", "b/s"]
            case .price:
                [
                    "close price", "closeprice", "price", "market price", "last price", "mark price", "mark", "last",
                    "kurs",
                    "closing price", "current price", "unit price",
                ]
            case .value:
                [
                    "market value", "marketvalue", "mkt value", "position value", "value", "kurswert", "marktwert",
                    "net value",
                    "current value",
                ]
            case .isin: ["isin"]
            }
        }
    }

    /// The kind of instrument that a word means; nil for what needs terms that a list of positions does not have.
    static func kind(of word: String) -> String? {
        switch word.lowercased() {
        case "stk", "stock", "stocks", "share", "shares", "equity", "equities", "common stock", "common", "cs", "etf",
            "etfs",
            "adr", "fund", "aktie", "aktien", "ordinary share", "preferred", "reit":
            "equity"
        case "cash", "money", "geld", "currency balance": "cash"
        default: nil
        }
    }

    static func isTotal(_ text: String) -> Bool {
        let word = text.lowercased()
        return ["total", "totals", "subtotal", "sub-total", "grand total", "sum", "summe", "gesamt", "net total"]
            .contains {
                word == $0 || word.hasPrefix($0 + " ") || word.hasPrefix($0 + ":")
            }
    }
}
