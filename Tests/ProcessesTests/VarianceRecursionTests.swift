import Processes
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Variance recursions")
struct VarianceRecursionTests {
    private let recursion = VarianceRecursion(omega: 0.05, alpha: 0.08, beta: 0.9)

    /// Closed forms of Bollerslev 1986, with ω = 0.05, α = 0.08, β = 0.9 and h = 2 tomorrow.
    @Test("unconditional variance, kurtosis and ten days ahead")
    func closedForms() throws {
        #expect(abs(try #require(recursion.unconditionalVariance) - 2.5) < 1e-12)
        #expect(abs(recursion.kurtosis() - 4.432835820895518) < 1e-12)
        let path = recursion.expectedVariances(next: 2, days: 10)
        #expect(path.count == 10 && path[0] == 2)
        #expect(abs(path[3] - 2.029404) < 1e-12 && abs(path[9] - 2.0831261189349246) < 1e-12)
        #expect(abs(recursion.aggregateVariance(next: 2, days: 10) - 20.42682017218867) < 1e-11)
    }

    @Test("leverage counts half; no moments where there are none")
    func leverage() throws {
        let gjr = VarianceRecursion(omega: 0.05, alpha: 0.02, beta: 0.9, leverage: 0.08)
        #expect(abs(gjr.persistence - 0.96) < 1e-15)
        #expect(abs(try #require(gjr.unconditionalVariance) - 1.25) < 1e-12)
        #expect(gjr.next(after: -2, variance: 1) == 0.05 + 0.1 * 4 + 0.9)
        #expect(gjr.next(after: 2, variance: 1) == 0.05 + 0.02 * 4 + 0.9)
        let integrated = VarianceRecursion.exponentiallyWeighted(decay: 0.94)
        #expect(integrated.unconditionalVariance == nil && integrated.kurtosis() == .infinity)
        #expect(recursion.kurtosis(.studentT(degreesOfFreedom: 4)) == .infinity)
    }

    /// The kurtosis by its definition: E[e⁴] = κ·E[h²] and E[h′²] = E[(ω + (α z² + γ z²[z < 0] + β) h)²].
    @Test("the kurtosis with leverage is the fixed point of its recursion")
    func leverageKurtosis() {
        let (ω, α, β, γ) = (0.04, 0.03, 0.88, 0.06)
        let κ = 3.0 * 5 / 3  // ν = 7
        var (first, second) = (1.0, 1.0)
        for _ in 0..<20_000 {
            let growth = α + β + γ / 2
            let squares = κ * (α * α / 2 + (α + γ) * (α + γ) / 2) + 2 * β * (α + γ / 2) + β * β
            second = ω * ω + 2 * ω * growth * first + squares * second
            first = ω + growth * first
        }
        let recursion = VarianceRecursion(omega: ω, alpha: α, beta: β, leverage: γ)
        #expect(abs(recursion.kurtosis(.studentT(degreesOfFreedom: 7)) - κ * second / (first * first)) < 1e-9)
    }

    @Test("EWMA is the sum of its weights")
    func exponentialWeights() {
        let changes = Array(DeutschmarkPound.changes.prefix(60))
        let filter = VarianceFilter(
            changes, recursion: .exponentiallyWeighted(decay: 0.94), presample: .variance(0.25))
        var sum = 0.25 * pow(0.94, 60)
        for (age, change) in changes.reversed().enumerated() { sum += 0.06 * pow(0.94, Double(age)) * change * change }
        #expect(abs(filter.variances[0] - 0.25) < 1e-15)
        #expect(abs(filter.nextVariance - sum) < 1e-14)
        for day in changes.indices {
            #expect(abs(filter.residuals[day] * filter.variances[day].squareRoot() - changes[day]) < 1e-14)
        }
    }
}
