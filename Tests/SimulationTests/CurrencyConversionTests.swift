import Market
import Simulation
import Testing

@Suite("The way from one currency to another")
struct CurrencyConversionTests {
    private func links(_ from: String, _ to: String, _ factors: [String]) throws -> [String]? {
        let conversion = CurrencyConversion(
            from: try #require(Currency(from)), to: try #require(Currency(to)),
            factors: factors.compactMap { FactorID($0) })
        return conversion?.links.map { ($0.isInverse ? "1/" : "") + $0.factor.name }
    }

    @Test("nothing to do within one currency")
    func same() throws { #expect(try links("EUR", "EUR", []) == []) }

    @Test("a rate is used as it is quoted, its inverse only where there is no other")
    func direct() throws {
        #expect(try links("EUR", "USD", ["FX.EURUSD"]) == ["FX.EURUSD"])
        #expect(try links("USD", "EUR", ["FX.EURUSD"]) == ["1/FX.EURUSD"])
        for both in [["FX.EURUSD", "FX.USDEUR"], ["FX.USDEUR", "FX.EURUSD"]] {
            #expect(try links("EUR", "USD", both) == ["FX.EURUSD"])
            #expect(try links("USD", "EUR", both) == ["FX.USDEUR"])
        }
    }

    @Test("crosses go through dollars if they can, else through the first that serves")
    func crosses() throws {
        let rates = ["FX.CHFJPY", "FX.EURCHF", "FX.EURUSD", "FX.USDJPY", "FX.AUDJPY", "FX.EURAUD"]
        #expect(try links("EUR", "JPY", rates) == ["FX.EURUSD", "FX.USDJPY"])
        #expect(try links("JPY", "EUR", rates) == ["1/FX.USDJPY", "1/FX.EURUSD"])
        let withoutDollars = rates.filter { !$0.contains("USD") }
        #expect(try links("EUR", "JPY", withoutDollars) == ["FX.EURAUD", "FX.AUDJPY"])
        #expect(try links("EUR", "JPY", withoutDollars.reversed()) == ["FX.EURAUD", "FX.AUDJPY"])
        #expect(try links("EUR", "JPY", rates + ["FX.JPYEUR"]) == ["1/FX.JPYEUR"])
    }

    @Test("where no way leads, or only one of three rates, there is none")
    func none() throws {
        #expect(try links("EUR", "USD", []) == nil)
        #expect(try links("EUR", "USD", ["FX.EURCHF", "FX.JPYUSD"]) == nil)
        #expect(try links("EUR", "USD", ["FX.EURCHF", "FX.CHFJPY"]) == nil)
        #expect(try links("EUR", "USD", ["EQ.EURUSD", "FX.EURUSD.1Y", "FX.DXY"]) == nil)
    }

    @Test("a way may go over any number of rates, and takes the fewest")
    func long() throws {
        let rates = ["FX.EURCHF", "FX.CHFJPY", "FX.JPYUSD"]
        #expect(try links("EUR", "USD", rates) == ["FX.EURCHF", "FX.CHFJPY", "FX.JPYUSD"])
        #expect(try links("USD", "EUR", rates) == ["1/FX.JPYUSD", "1/FX.CHFJPY", "1/FX.EURCHF"])
        #expect(try links("EUR", "USD", rates + ["FX.EURGBP", "FX.GBPUSD"]) == ["FX.EURGBP", "FX.GBPUSD"])
    }

    @Test("a minor unit is its hundredth, whether of an amount or of a rate")
    func minorUnits() throws {
        func rate(_ from: String, _ to: String, _ levels: [String: Double]) throws -> Double? {
            let factors = levels.keys.sorted().compactMap { FactorID($0) }
            return try CurrencyConversion(
                from: #require(Currency(from)), to: #require(Currency(to)), factors: factors)?
                .rate { levels[$0.name] }
        }
        #expect(try rate("GBX", "GBP", [:]) == 0.01)
        #expect(try rate("GBP", "GBp", [:]) == 100)
        let pence = try #require(try rate("GBp", "USD", ["FX.GBPUSD": 1.27]))
        #expect(abs(pence - 0.0127) < 1e-15)
        let cents = try #require(try rate("EUR", "ZAc", ["FX.EURZAR": 20]))
        #expect(abs(cents - 2_000) < 1e-9)
        let quoted = try #require(try rate("GBP", "USD", ["FX.GBXUSD": 0.0127]))
        #expect(abs(quoted - 1.27) < 1e-14)
        let back = try #require(try rate("USD", "GBP", ["FX.GBXUSD": 0.0127]))
        #expect(abs(back - 1 / 1.27) < 1e-14)
    }
}
