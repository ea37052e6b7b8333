import MarketTwin
import TestSupport
import Testing

@Suite("Currencies of a portfolio")
struct CurrencyResolutionTests {
    private func factors(_ base: String, _ position: String, _ rates: [String]) throws -> [String] {
        let map = { (value: String) in rates.map { ", \($0): \(value)" }.joined() }
        let yaml = """
            version: 1
            title: Currencies
            asOf: 2022-12-28
            baseCurrency: \(base)
            market:
              levels: {EQ.A: 100\(map("1.2"))}
              volatilities: {EQ.A: 30%\(map("10%"))}
            portfolio:
              positions: [{id: a, quantity: 1, currency: \(position), instrument: {kind: equity, factor: EQ.A}}]
            """
        return try ScratchFolder(["s.yaml": yaml]).resolve().run.market.factors.map(\.id.name)
    }

    @Test("the base currency needs no rate, a direct rate or its inverse is one, a cross goes through dollars")
    func crosses() throws {
        let rates = ["FX.EURUSD", "FX.USDJPY", "FX.CHFJPY", "FX.EURCHF"]
        #expect(try factors("USD", "USD", rates) == ["EQ.A"])
        #expect(try factors("USD", "EUR", rates) == ["EQ.A", "FX.EURUSD"])
        #expect(try factors("EUR", "USD", rates) == ["EQ.A", "FX.EURUSD"])
        #expect(try factors("EUR", "JPY", rates) == ["EQ.A", "FX.EURUSD", "FX.USDJPY"])
        #expect(try factors("EUR", "JPY", ["FX.CHFJPY", "FX.EURCHF"]) == ["EQ.A", "FX.CHFJPY", "FX.EURCHF"])
    }

    @Test("without a way there is one message for each position, which names the rate that would do")
    func missing() throws {
        #expect { try factors("EUR", "GBP", ["FX.EURUSD"]) } throws: { error in
            let issues = (error as? Issues)?.all ?? []
            return issues.count == 1 && issues[0].hint == "give FX.GBPEUR a history, or a level and a volatility"
        }
    }

    @Test("terms that tell their currency are believed, a contradiction is told")
    func terms() throws {
        let folder = try ScratchFolder(["s.yaml": inlineScenario])
        let forward = "{kind: fx-forward, factor: FX.EURUSD, strike: 1, maturity: 3M}"
        let run = try folder.resolve("s.yaml", ["portfolio.positions.0.instrument=\(forward)"])
        #expect(run.run.positions[0].currency == .usDollar)
        let found = folder.complaints([
            "portfolio.positions.0.instrument=\(forward)", "portfolio.positions.0.currency=EUR",
        ])
        #expect(found == ["11:7 position a is said to be in EUR, but its terms make it USD"])
    }
}
