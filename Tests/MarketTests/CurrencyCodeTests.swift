import Market
import Testing

@Suite("Codes of currencies")
struct CurrencyCodeTests {
    @Test("codes of ISO 4217, metals and coins are currencies, whatever else has three letters is none")
    func codes() {
        for code in ["USD", "EUR", "JPY", "CNH", "ZWG", "DEM", "XAU", "BTC", "USDT"] {
            #expect(Currency(code)?.code == code)
        }
        for code in ["ZZZ", "ABC", "usd", "US", "EURO", "", "XXX", "GBx"] { #expect(Currency(code) == nil, "\(code)") }
    }

    @Test("minor units know what they are hundredths of")
    func minorUnits() {
        for (code, major) in ["GBX": "GBP", "GBp": "GBP", "ILA": "ILS", "ZAc": "ZAR", "ZAC": "ZAR", "USX": "USD"] {
            #expect(Currency(code)?.major == Currency(major))
            #expect(Currency(code)?.inMajor == 0.01)
        }
        #expect(Currency.usDollar.major == .usDollar && Currency.usDollar.inMajor == 1)
        #expect(Currency("KWF")?.inMajor == 0.001)
    }

    @Test("a pair is of two currencies, a coin of four letters among them")
    func pairs() throws {
        func pair(_ name: String) -> [String]? {
            FactorID(name)?.currencyPair.map { [$0.base.code, $0.quote.code] }
        }
        #expect(pair("FX.EURUSD") == ["EUR", "USD"])
        #expect(pair("FX.USDTUSD") == ["USDT", "USD"])
        #expect(pair("FX.BTCUSDT") == ["BTC", "USDT"])
        #expect(pair("FX.XAUUSD") == ["XAU", "USD"])
        #expect(pair("FX.GBpUSD") == ["GBp", "USD"])
        for name in ["FX.ZZZUSD", "FX.DXY", "FX.EURUSD.1Y", "EQ.EURUSD", "FX.EURUS"] { #expect(pair(name) == nil) }
    }

    @Test("what a person most likely meant")
    func nearest() {
        #expect(CurrencyCodes.nearest(to: "usd") == "USD")
        #expect(CurrencyCodes.nearest(to: "USB") == "USD")
        #expect(CurrencyCodes.nearest(to: "QQQ") == nil)
    }
}
