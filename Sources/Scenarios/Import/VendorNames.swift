import Market

/// What vendors call the factors that this program calls otherwise.
///
/// Sources: the series' pages of FRED (Federal Reserve Bank of St. Louis); symbols and yellow keys as Bloomberg shows them; symbols
/// of Yahoo Finance; market convention for pairs that are named by one currency (the euro, sterling and the dollars of Australia and
/// New Zealand are quoted in US dollars, others as so many of them a dollar).
enum VendorNames {
    /// A factor that a name stands for, what its figures are, and what a reader should know.
    struct Meaning {
        var factor: FactorID
        /// By how many places the decimal point moves; nil where the name does not say.
        var shift: Int?
        var remark: String?
    }

    static func meaning(of name: String) -> Meaning? {
        fred[name.uppercased()] ?? (name.contains("=") || name.hasPrefix("^") || name.contains("-") ? yahoo(name) : nil)
            ?? bloomberg(name) ?? statistics(name)
    }

    private static func make(_ name: String, shift: Int? = nil, remark: String? = nil) -> Meaning? {
        FactorID(name).map { Meaning(factor: $0, shift: shift, remark: remark) }
    }

    private static let parYield = "a par yield in percent, taken as a zero rate"

    private static let fred: [String: Meaning] = {
        var all: [String: Meaning] = [:]
        for (code, tenor) in [
            ("1MO", "1M"), ("3MO", "3M"), ("6MO", "6M"), ("1", "1Y"), ("2", "2Y"), ("3", "3Y"), ("5", "5Y"),
            ("7", "7Y"),
            ("10", "10Y"), ("20", "20Y"), ("30", "30Y"),
        ] { all["DGS\(code)"] = make("IR.USD.\(tenor)", shift: -2, remark: parYield) }
        for (code, pair) in [
            ("DEXUSEU", "EURUSD"), ("DEXUSUK", "GBPUSD"), ("DEXUSAL", "AUDUSD"), ("DEXUSNZ", "NZDUSD"),
            ("DEXJPUS", "USDJPY"), ("DEXSZUS", "USDCHF"), ("DEXCAUS", "USDCAD"), ("DEXCHUS", "USDCNY"),
            ("DEXMXUS", "USDMXN"), ("DEXKOUS", "USDKRW"), ("DEXSDUS", "USDSEK"), ("DEXNOUS", "USDNOK"),
            ("DEXBZUS", "USDBRL"), ("DEXINUS", "USDINR"), ("DEXSIUS", "USDSGD"), ("DEXHKUS", "USDHKD"),
        ] { all[code] = make("FX.\(pair)") }
        all["SP500"] = make("EQ.SP500")
        all["NASDAQCOM"] = make("EQ.NASDAQCOM")
        all["DJIA"] = make("EQ.DJIA")
        all["VIXCLS"] = make("VOL.SPX.1M", shift: -2, remark: "a volatility in percent")
        all["DCOILWTICO"] = make("CM.WTI")
        all["DCOILBRENTEU"] = make("CM.BRENT")
        return all
    }()

    private static let quotedInDollars: Set = ["EUR", "GBP", "AUD", "NZD", "XAU", "XAG", "XPT", "XPD"]

    /// The pair that a single currency stands for beside the US dollar.
    private static func pair(of code: String) -> String? {
        guard Currency(code) != nil, code != "USD" else { return nil }
        return quotedInDollars.contains(code) ? code + "USD" : "USD" + code
    }

    private static func yahoo(_ name: String) -> Meaning? {
        let upper = name.uppercased()
        if upper.hasSuffix("=X") {
            let code = String(upper.dropLast(2))
            return code.count == 6 ? make("FX.\(code)") : pair(of: code).flatMap { make("FX.\($0)") }
        }
        if upper.hasSuffix("=F") { return make("CM.\(upper.dropLast(2))") }
        if upper.hasPrefix("^") {
            switch upper {
            case "^VIX": return make("VOL.SPX.1M", shift: -2, remark: "a volatility in percent")
            case "^IRX": return make("IR.USD.3M", shift: -2, remark: "a discount rate in percent, taken as a zero rate")
            case "^FVX": return make("IR.USD.5Y", shift: -2, remark: parYield)
            case "^TNX": return make("IR.USD.10Y", shift: -2, remark: parYield)
            case "^TYX": return make("IR.USD.30Y", shift: -2, remark: parYield)
            default: return make("EQ.\(upper.dropFirst())")
            }
        }
        let parts = upper.split(separator: "-")
        guard parts.count == 2, Currency(parts[0]) != nil, Currency(parts[1]) != nil else { return nil }
        return make("FX.\(parts[0])\(parts[1])")
    }

    private static func bloomberg(_ name: String) -> Meaning? {
        let words = name.split(separator: " ")
        guard words.count >= 2, let key = words.last?.lowercased() else { return nil }
        let symbol = words[0].uppercased()
        switch key {
        case "equity":
            let market = words.count > 2 ? words[1].uppercased() : "US"
            let remark =
                ["LN", "IT", "SJ"].contains(market)
                ? "prices there are in hundredths: state currency GBX, ILA or ZAc of its positions" : nil
            return make("EQ.\(symbol)" + (market == "US" ? "" : ".\(market)"), remark: remark)
        case "index":
            if symbol == "VIX" { return make("VOL.SPX.1M", shift: -2, remark: "a volatility in percent") }
            if symbol.hasPrefix("USGG"), symbol.hasSuffix("YR") {
                return make("IR.USD.\(symbol.dropFirst(4).dropLast(2))Y", shift: -2, remark: parYield)
            }
            return make("EQ.\(symbol)")
        case "curncy":
            return symbol.count == 6 ? make("FX.\(symbol)") : pair(of: symbol).flatMap { make("FX.\($0)") }
        case "comdty": return make("CM.\(symbol)")
        default: return nil
        }
    }

    /// `US dollar/Euro (EXR.D.USD.EUR.SP00.A)`, a series of the European Central Bank: dollars a euro.
    private static func statistics(_ name: String) -> Meaning? {
        guard let range = name.firstRange(of: #/EXR\.[A-Z]\.[A-Z]{3}\.[A-Z]{3}\./#) else { return nil }
        let parts = name[range].split(separator: ".")
        return make("FX.\(parts[3])\(parts[2])")
    }
}
