/// Two shares and a put, small enough to run in a moment.
package let smallScenario = """
    version: 1
    title: Small
    asOf: 2022-12-28
    market:
      levels: {EQ.A: 100, EQ.B: 50}
      volatilities: {EQ.A: 30%, EQ.B: 20%}
    portfolio:
      positions:
        - {id: a, book: Shares, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
        - {id: b, book: Options, quantity: 5, instrument: {kind: european-option, factor: EQ.B, right: put, strike: 48,
           expiry: 6M, volatility: 22%}}
    simulation: {paths: 3_000}

    """
