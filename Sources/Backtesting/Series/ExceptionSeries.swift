/// On which periods the loss exceeded its value-at-risk, and how often it should have.
public struct ExceptionSeries: Hashable, Sendable {
    public let hits: [Bool]
    /// p, between 0 and 1.
    public let probability: Double

    public init(_ hits: [Bool], probability: Double) {
        precondition(probability > 0 && probability < 1, "a probability between 0 and 1")
        self.hits = hits
        self.probability = probability
    }

    public var count: Int { hits.count }

    public var exceptionCount: Int { hits.count { $0 } }

    /// The periods from each exception to the one before it, from the start to the first: their sum is at most `count`.
    public var durations: [Int] {
        var durations: [Int] = []
        var last = -1
        for (index, hit) in hits.enumerated() where hit {
            durations.append(index - last)
            last = index
        }
        return durations
    }

    /// How often each state followed each: quiet or exception.
    public var transitions: TransitionCounts {
        var counts = TransitionCounts()
        for (before, after) in zip(hits, hits.dropFirst()) {
            switch (before, after) {
            case (false, false): counts.quietToQuiet += 1
            case (false, true): counts.quietToException += 1
            case (true, false): counts.exceptionToQuiet += 1
            case (true, true): counts.exceptionToException += 1
            }
        }
        return counts
    }
}
