import Market
import Testing

@Suite("Names of risk factors")
struct RiskFactorTests {
    @Test(
        "the first part tells the class",
        arguments: [
            ("EQ.AAPL", FactorClass.equity), ("FX.EURUSD", .foreignExchange), ("IR.USD.5Y", .interestRate),
            ("CS.ACME.5Y", .creditSpread), ("CM.WTI", .commodity), ("VOL.SPX.3M", .volatility), ("EQ.X", .equity),
        ])
    func factorClass(_ name: String, _ factorClass: FactorClass) throws {
        let factor = try #require(FactorID(name))
        #expect(factor.factorClass == factorClass)
        #expect(factor.description == name)
    }

    @Test("what is no factor is refused", arguments: ["", "EQ", "EQ.", ".AAPL", "eq.AAPL", "XX.AAPL", "AAPL", " EQ.A"])
    func refused(_ name: String) { #expect(FactorID(name) == nil) }

    @Test("parts keep empty ones, so that nothing is read into a slip")
    func parts() throws {
        #expect(try #require(FactorID("IR.USD.5Y")).parts == ["IR", "USD", "5Y"])
        #expect(try #require(FactorID("IR..5Y")).parts == ["IR", "", "5Y"])
    }

    @Test("rates and spreads may be negative and change absolutely; the others may not, volatility excepted")
    func conventions() {
        let absolute = FactorClass.allCases.filter { $0.change == .absolute }
        #expect(absolute == [.interestRate, .creditSpread, .volatility])
        #expect(FactorClass.allCases.filter { !$0.isPositive } == [.interestRate, .creditSpread])
    }

    @Test("a change is a log ratio or a difference, and missing where a level is")
    func change() {
        #expect(abs(ChangeConvention.logarithmic.change(from: 100, to: 110) - 0.0953101798043249) < 1e-15)
        #expect(ChangeConvention.absolute.change(from: 0.03, to: 0.01) == 0.01 - 0.03)
        for convention in ChangeConvention.allCases {
            #expect(convention.change(from: .nan, to: 1).isNaN)
            #expect(convention.change(from: 1, to: .nan).isNaN)
        }
    }
}

@Suite("Currencies and their pairs")
struct CurrencyTests {
    @Test("a code is three capital letters", arguments: ["usd", "US", "USDX", "U1D", "", "ÄBC"])
    func refused(_ code: String) { #expect(Currency(code) == nil) }

    @Test("an exchange rate names the one currency and what it is told in")
    func pair() throws {
        let pair = try #require(FactorID("FX.EURUSD")?.currencyPair)
        #expect(pair.base.code == "EUR")
        #expect(pair.quote == .usDollar)
    }

    @Test(
        "anything else is no pair",
        arguments: ["FX.EUR", "FX.EURUSDX", "FX.eurusd", "FX.EUR.USD", "EQ.EURUSD", "FX.EURUSD.1Y"])
    func noPair(_ name: String) throws { #expect(try #require(FactorID(name)).currencyPair == nil) }
}
