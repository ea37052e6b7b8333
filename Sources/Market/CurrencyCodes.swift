/// Every code that names money: what a currency may be called, and nothing else.
///
/// Sources: ISO 4217:2015 with amendments up to 176, list one (in use) and list three (withdrawn, for old histories); symbols of
/// coins as exchanges use them; codes of minor units as vendors of prices use them.
public enum CurrencyCodes {
    public static func isKnown(_ code: String) -> Bool {
        all.contains(code) || minorUnits[code] != nil
    }

    /// The code that a person most likely meant, in capital letters where that is all that was wrong.
    ///
    /// - Returns: nil where nothing is near.
    public static func nearest(to code: String) -> String? {
        let capitals = code.uppercased()
        if isKnown(capitals) { return capitals }
        guard code.count == 3 else { return nil }
        // The currencies that most is traded in come first where several are one letter away.
        let near = (majors + inUse.sorted()).first { known in
            zip(known, capitals).count { $0.0 != $0.1 } == 1
        }
        return near
    }

    private static let majors = [
        "USD", "EUR", "JPY", "GBP", "CHF", "CAD", "AUD", "CNY", "HKD", "SEK", "NOK", "NZD", "SGD",
    ]

    private static func codes(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static let all = inUse.union(withdrawn).union(metals).union(coins)

    /// List one, funds codes and the offshore renminbi among them; without `XXX` and `XTS`, which name no currency.
    private static let inUse = codes(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
        CHW CLF CLP CNH CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
        HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
        MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
        RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN
        UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF XSU XUA YER ZAR ZMW ZWG
        """)

    /// List three, as far as histories of prices reach.
    private static let withdrawn = codes(
        """
        ATS AZM BEF BGL BRR BYR CSK CYP DEM ECS EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF LVL MGF MRO MTL MXP MZM NLG PLZ PTE
        ROL RUR SDD SIT SKK SLL SRG STD TMM TRL UAK VEB VEF XEU YUM ZMK ZWD ZWL
        """)

    private static let metals = codes("XAU XAG XPT XPD XRH")

    private static let coins = codes(
        """
        AAVE ADA ALGO APT ARB ATOM AVAX BCH BNB BTC XBT DAI DASH DOGE DOT EOS ETC ETH FIL HBAR ICP INJ LINK LTC MATIC NEAR OP
        POL SHIB SOL SUI TON TRX UNI USDC USDT VET XLM XMR XRP XTZ ZEC
        """)

    /// Prices in London, Tel Aviv and Johannesburg are in hundredths of the currency; so are some in New York and in the euro area.
    static let minorUnits: [String: (major: String, count: Double)] = [
        "GBX": ("GBP", 100), "GBp": ("GBP", 100), "ILA": ("ILS", 100), "ILX": ("ILS", 100), "ZAc": ("ZAR", 100),
        "ZAC": ("ZAR", 100), "ZAX": ("ZAR", 100), "USX": ("USD", 100), "USc": ("USD", 100), "EUX": ("EUR", 100),
        "EUc": ("EUR", 100), "KWF": ("KWD", 1_000),
    ]

    /// What a code of a currency looks like, as a regular expression.
    public static var pattern: String {
        "^(" + (all.sorted() + minorUnits.keys.sorted()).joined(separator: "|") + ")$"
    }
}
