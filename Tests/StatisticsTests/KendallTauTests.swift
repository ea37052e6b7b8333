import Statistics
import Testing

@Suite("Kendall's tau")
struct KendallTauTests {
    /// `scipy.stats.kendalltau`, which is τ_b.
    @Test("with ties")
    func ties() {
        let tau = kendallTau([1, 2, 2, 3, 5, 5, 5, 4], [2, 1, 3, 3, 4, 6, 6, 0])
        #expect(abs(tau - 0.5204164998665333) < 1e-15)
    }

    @Test("as by comparing all pairs", arguments: [2, 3, 7, 64, 129])
    func allPairs(count: Int) {
        let x: [Double] = (0..<count).map { index in Double((index * 7_919) % 1_009) }
        let y: [Double] = (0..<count).map { index in
            let noise = Double((index * 104_729 + 17) % 997)
            return noise - x[index] / 3
        }
        var sum = 0.0
        for i in 0..<count {
            for j in 0..<i {
                let product = (x[i] - x[j]) * (y[i] - y[j])
                sum += product > 0 ? 1 : -1
            }
        }
        let known = sum / Double(count * (count - 1) / 2)
        #expect(abs(kendallTau(x, y) - known) < 1e-14)
        #expect(kendallTau(x, x) == 1 && kendallTau(x, x.map { -$0 }) == -1)
    }

    @Test("a constant sample agrees with nothing")
    func constant() {
        #expect(kendallTau([1, 1, 1], [1, 2, 3]) == 0)
        #expect(kendallTau([], []) == 0)
    }
}
