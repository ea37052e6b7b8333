import DataSources
import Market
import Settings

/// Which factor a column or a symbol of a file is.
struct FactorNaming {
    let request: ImportRequest
    /// The currency that columns named by a currency are quoted for, where it was found.
    var base: Currency?

    init(_ request: ImportRequest) {
        self.request = request
        base = request.base
    }

    /// A factor, and by how many places its figures are moved; nil where nothing says.
    struct Named {
        var factor: FactorID
        var shift: Int?
        /// What a reader should know of the name; nil where it is the factor's own.
        var remark: String?
    }

    /// - Parameters:
    ///   - texts: what the file calls it, the most telling first.
    ///   - location: where.
    func named(_ texts: [String], at location: SourceLocation?) throws(Issue) -> Named {
        for text in texts {
            guard let stated = request.columns.last(where: { $0.name == text })?.factor else { continue }
            guard let factor = FactorID(stated) else {
                throw Issue(
                    "“\(stated)”, which --column names, is no factor id", hint: "as in --column Close=EQ.AAPL",
                    at: location)
            }
            return Named(factor: factor, shift: request.shift, remark: "as stated")
        }
        guard let text = texts.first else { throw Issue("a column of figures has no name", at: location) }
        if let factor = FactorID(text) { return Named(factor: factor, shift: nil, remark: nil) }
        if let base, let quote = Currency(text), quote != base, let factor = FactorID("FX.\(base)\(quote)") {
            return Named(factor: factor, shift: 0, remark: "units of \(quote) for one \(base)")
        }
        if let meaning = VendorNames.meaning(of: text) {
            return Named(factor: meaning.factor, shift: meaning.shift, remark: meaning.remark)
        }
        // EURUSD, EUR/USD and EUR USD are one pair.
        let upper = text.uppercased().filter { !"/ ".contains($0) }
        if upper.count == 6, Currency(upper.prefix(3)) != nil, Currency(upper.dropFirst(3)) != nil,
            let factor = FactorID("FX.\(upper)")
        {
            return Named(factor: factor, shift: 0, remark: nil)
        }
        guard Self.isSymbol(text), let factor = FactorID("\(request.factorClass.rawValue).\(text)") else {
            throw Issue(
                "which factor “\(text)” is cannot be told",
                hint: "state it, as in --column \"\(text)=EQ.NAME\", or CM, FX, IR, CS or VOL", at: location)
        }
        let noun = request.factorClass == .equity ? "a share or an index" : request.factorClass.title
        return Named(
            factor: factor, shift: nil, remark: "taken as \(noun), as nothing says otherwise")
    }

    /// Whether a text looks like a symbol of an exchange.
    static func isSymbol(_ text: String) -> Bool {
        text.count <= 12 && text.contains { $0.isLetter || $0.isNumber }
            && text.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || "._-/".contains($0)) }
    }

    /// The currency that rates are quoted for, told from the size of well-known ones; nil where they do not tell.
    ///
    /// Rates for one euro since 1999 lay within these bounds; two at least must fit, and none may not.
    static func base(of rates: [(quote: Currency, level: Double)]) -> Currency? {
        let bounds: [String: ClosedRange<Double>] = [
            "USD": 0.8...1.65, "JPY": 85...200, "GBP": 0.55...1, "CHF": 0.88...1.7, "SEK": 8...12.2, "CNY": 6.3...11.5,
            "CAD": 1.2...1.8, "AUD": 1.15...2.1, "NOK": 7.2...12.7, "DKK": 7.3...7.6,
        ]
        let known = rates.compactMap { rate in bounds[rate.quote.code].map { $0.contains(rate.level) } }
        let isEuro = known.count >= 2 && !known.contains(false) && !rates.contains { $0.quote.code == "EUR" }
        return isEuro ? Currency("EUR") : nil
    }
}
