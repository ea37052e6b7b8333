import Processes
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("What the square-root process draws from")
struct CoxIngersollRossDrawTests {
    @Test("the table of the chi-square quantile is the quantile, between its knots too")
    func table() {
        for ν in [0.01, 0.3, 1, 5, 100, 1e5, 9e7] {
            let table = ChiSquareTable(degreesOfFreedom: ν)
            let law = ChiSquareDistribution(degreesOfFreedom: ν)
            for number in 0..<400 {
                let z = -8.48 + 0.0424 * Double(number)
                let tail = NormalDistribution.standard.cumulative(-abs(z))
                let known = z < 0 ? law.quantile(tail) : law.upperQuantile(tail)
                #expect(abs(table.quantile(z) - known) < 1e-8 * max(ν, 1), "ν = \(ν), z = \(z)")
            }
        }
    }

    @Test("far out in degrees of freedom the table is nearly that of Boost, which is nearly normal")
    func manyDegrees() {
        let (below, above) = (ChiSquareTable(degreesOfFreedom: 0.99e8), ChiSquareTable(degreesOfFreedom: 1.01e8))
        for z in [-4, -1, 0, 0.5, 3] {
            let a = (below.quantile(z) - 0.99e8) / 1.98e8.squareRoot()
            let b = (above.quantile(z) - 1.01e8) / 2.02e8.squareRoot()
            #expect(abs(a - b) < 2e-5, "z = \(z): \(a), \(b)")
        }
    }

    @Test("the Bessel count has the probabilities μ^(2n)/((2n)!·cosh μ)")
    func besselCount() {
        for μ in [0.05, 1, 7.3, 40, 900, 20_000] {
            // Even points of the unit interval: shares are then right to one part of them.
            let parts = 20_000
            var shares: [Double: Int] = [:]
            for part in 0..<parts {
                shares[BesselCount.draw(mean: μ, uniform: (Double(part) + 0.5) / Double(parts)), default: 0] += 1
            }
            var all = 0.0
            for (n, count) in shares {
                let logCosh = μ + log1p(exp(-2 * μ)) - log(2)
                let known = exp(2 * n * log(μ) - logGamma(2 * n + 1) - logCosh)
                all += known
                #expect(abs(Double(count) / Double(parts) - known) < 1.5 / Double(parts), "μ = \(μ), n = \(n)")
            }
            #expect(all > 0.99, "μ = \(μ)")
        }
        #expect(BesselCount.draw(mean: 0, uniform: 0.999) == 0)
        #expect(
            BesselCount.draw(mean: 3, uniform: 0x1p-53) >= 0 && BesselCount.draw(mean: 3, uniform: 1 - 0x1p-53) < 30)
        #expect(BesselCount.draw(mean: 4e8, uniform: 0.3) == 2e8)
    }
}
