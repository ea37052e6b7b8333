import Calibration
import TestSupport
import Testing

@Suite("Tail index")
struct TailIndexTests {
    private func losses(_ count: Int, index: Int, seed: UInt64) -> [Double] {
        var numbers = Sequence64(seed: seed)
        return (0..<count).map { _ in pareto(numbers.next() + 0.5, index: index) }
    }

    @Test("that of a Pareto law is found within three standard errors", arguments: [2, 3, 5])
    func recovery(index: Int) throws {
        var misses = 0
        for seed in 1...40 as ClosedRange<UInt64> {
            let tail = try #require(TailIndex(losses: losses(2_000, index: index, seed: seed)))
            #expect(tail.count == 100)
            #expect(abs(tail.standardError - tail.index / 10) < 1e-12)
            if abs(tail.index - Double(index)) > 3 * tail.standardError { misses += 1 }
        }
        #expect(misses <= 2, "\(misses) of 40 seeds missed")
    }

    /// Of 1, 2, …, 200 the ten largest lie beyond 190: α = 10/Σ ln(x/190).
    @Test("two hundred losses, by hand")
    func byHand() throws {
        let tail = try #require(TailIndex(losses: (1...200).map { Double($0 * 77 % 200 + 1) }))
        #expect(tail.threshold == 190 && tail.count == 10)
        #expect(abs(tail.index - 35.176141634951755) < 1e-9)
    }

    @Test("the unit does not matter")
    func scale() throws {
        let losses = losses(1_000, index: 3, seed: 7)
        let (plain, scaled) = (TailIndex(losses: losses), TailIndex(losses: losses.map { $0 * 1e-3 }))
        #expect(abs(try #require(plain).index - (try #require(scaled).index)) < 1e-9)
        #expect(abs(try #require(plain).threshold * 1e-3 - (try #require(scaled).threshold)) < 1e-12)
    }

    @Test("too few losses, gains alone and losses all alike have none")
    func none() {
        let few = losses(199, index: 3, seed: 1)
        #expect(TailIndex(losses: few) == nil)
        #expect(TailIndex(losses: few + [1]) != nil)
        #expect(TailIndex(losses: losses(1_000, index: 3, seed: 1).map { -$0 }) == nil)
        #expect(TailIndex(losses: [Double](repeating: 1, count: 1_000)) == nil)
        #expect(TailIndex(losses: []) == nil)
    }
}
