import Dispatch
import Synchronization

/// Results in the order of their numbers, several worked out at a time.
///
/// Whichever worker is free takes the next number, the lowest first; so long tasks belong at the front.
///
/// - Parameters:
///   - count: how many results; `make` is called once for each number below it.
///   - workers: how many are worked out at a time, as many as the system likes where left out; the results do not depend
///     on it.
///   - make: from any thread.
public func concurrentMap<Element: Sendable>(
    _ count: Int, workers: Int = .max, _ make: @Sendable (Int) -> Element
) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        // Every slot is written once, by one worker.
        nonisolated(unsafe) let slots = buffer
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(workers, count))) { _ in
            while true {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < count else { return }
                slots.initializeElement(at: number, to: make(number))
            }
        }
        initialized = count
    }
}
