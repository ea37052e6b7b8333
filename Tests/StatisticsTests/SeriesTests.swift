import Statistics
import Testing

@Suite("Tests of series")
struct SeriesTests {
    /// Twelve values; the autocorrelations by hand: with mean 6.5 and Σ(x − m)² = 143, lag 1 is Σ(x_t − m)(x_{t+1} − m)/143.
    @Test("autocorrelations of 1, 2, …, 12")
    func autocorrelations() {
        let series = Descriptive((1...12).map { Double($0) })
        let lags = series.autocorrelations(lags: 2)
        #expect(abs(lags[0] - 107.25 / 143) < 1e-14)
        #expect(abs(lags[1] - 72.5 / 143) < 1e-14)
        #expect(Descriptive([3, 3, 3]).autocorrelations(lags: 1) == [0])
    }

    /// Q = n(n+2)·Σ r²/(n − k) with the figures above; p by the closed form of χ² with two degrees of freedom.
    @Test("Ljung–Box on 1, 2, …, 12")
    func ljungBox() {
        let test = LjungBoxTest((1...12).map { Double($0) }, lags: 2)
        let first = 107.25 / 143 * 107.25 / 143 / 11
        let second = 72.5 / 143 * 72.5 / 143 / 10
        let known = 12.0 * 14 * (first + second)
        #expect(abs(test.statistic - known) < 1e-12)
        #expect(abs(test.pValue - exponential(-known / 2)) < 1e-14)
    }

    private func exponential(_ x: Double) -> Double {
        // e^x by its limit of repeated squaring, enough digits for a check.
        var term = 1.0
        var sum = 1.0
        for k in 1...80 {
            term *= x / Double(k)
            sum += term
        }
        return sum
    }

    /// The 5 % and 1 % points of Kolmogorov's law are 1.3581 and 1.6276: N. Smirnov, “Table for estimating the goodness of
    /// fit of empirical distributions”, Annals of Mathematical Statistics 19, 1948.
    @Test("Kolmogorov–Smirnov: the distance, and Smirnov's points")
    func kolmogorovSmirnov() {
        #expect(abs(KolmogorovSmirnovTest(uniform: [0.1, 0.5, 0.9]).statistic - 0.7 / 3) < 1e-15)
        #expect(abs(KolmogorovSmirnovTest(uniform: [0.9, 0.95]).statistic - 0.9) < 1e-15)
        #expect(abs(KolmogorovSmirnovTest.upperTail(1.3581) - 0.05) < 1e-5)
        #expect(abs(KolmogorovSmirnovTest.upperTail(1.6276) - 0.01) < 1e-5)
        // The two series agree where they meet.
        #expect(abs(KolmogorovSmirnovTest.upperTail(1 - 1e-12) - KolmogorovSmirnovTest.upperTail(1)) < 1e-10)
        let even = (0..<1_000).map { (Double($0) + 0.5) / 1_000 }
        #expect(KolmogorovSmirnovTest(uniform: even).pValue > 0.999_999)
        #expect(KolmogorovSmirnovTest(uniform: even.map { $0 * $0 }).pValue < 1e-12)
    }
}
