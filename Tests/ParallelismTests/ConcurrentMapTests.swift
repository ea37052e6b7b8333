import Parallelism
import Synchronization
import Testing

@Suite("Results by number, several at a time")
struct ConcurrentMapTests {
    @Test("every number has its result, in order, whoever works", arguments: [0, 1, 2, 7, 1_000], [1, 2, 3, 64])
    func order(count: Int, workers: Int) {
        #expect(concurrentMap(count, workers: workers) { "\($0)" } == (0..<count).map { "\($0)" })
    }

    @Test("every number is asked for once")
    func once() {
        let asked = Mutex([Int](repeating: 0, count: 500))
        _ = concurrentMap(500, workers: 4) { number in asked.withLock { $0[number] += 1 } }
        #expect(asked.withLock { $0 } == [Int](repeating: 1, count: 500))
    }

    @Test("no workers are one")
    func none() {
        #expect(concurrentMap(3, workers: 0) { $0 * $0 } == [0, 1, 4])
    }
}
