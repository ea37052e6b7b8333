/// Sorting of losses, the largest first.
///
/// The losses are spread over many buckets and every bucket is sorted by insertion: a few nanoseconds a loss, where
/// comparisons alone take ten times as long. With e the mean excess of the losses over the least, a loss x goes to the
/// place 1/(1 + (x − least)/e) of the row of buckets: nearly even for a tail that falls exponentially, and bounded for any
/// other. Source: D. Knuth, “The Art of Computer Programming”, vol. 3, section 5.2.5.
enum DescendingOrder {
    /// Losses a bucket holds on average.
    private static let crowd = 2

    /// - Returns: the losses in descending order; any that are not numbers last.
    static func sorted(_ losses: [Double]) -> [Double] { sorted(losses) { $0 } }

    /// Sorts elements by their losses; among equal losses the first stays first.
    @inline(__always)
    static func sorted<Element: BitwiseCopyable>(
        _ elements: [Element], by loss: (Element) -> Double
    ) -> [Element] {
        guard elements.count > 64, let scale = Scale(elements, by: loss) else {
            return elements.sorted { isBefore(loss($0), loss($1)) }
        }
        let bucketCount = elements.count / crowd
        let width = Double(bucketCount)
        let last = UInt32(bucketCount - 1)
        var ends = [Int](repeating: 0, count: bucketCount + 1)
        let places = [UInt32](unsafeUninitializedCapacity: elements.count) { buffer, count in
            for (index, element) in elements.enumerated() {
                let place = min(UInt32(width / (1 + (loss(element) - scale.least) * scale.perMeanExcess)), last)
                buffer[index] = place
                ends[Int(place) + 1] += 1
            }
            count = elements.count
        }
        for index in 0..<bucketCount { ends[index + 1] += ends[index] }
        return [Element](unsafeUninitializedCapacity: elements.count) { buffer, count in
            ends.withUnsafeMutableBufferPointer { ends in
                for (element, place) in zip(elements, places) {
                    buffer[ends[Int(place)]] = element
                    ends[Int(place)] += 1
                }
                var start = 0
                for end in ends.dropLast() {
                    if end - start > 1 { sort(UnsafeMutableBufferPointer(rebasing: buffer[start..<end]), by: loss) }
                    start = end
                }
            }
            count = elements.count
        }
    }

    @inline(__always)
    private static func sort<Element>(_ bucket: UnsafeMutableBufferPointer<Element>, by loss: (Element) -> Double) {
        guard bucket.count <= 32 else {
            var crowded = bucket
            return crowded.sort { loss($0) > loss($1) }
        }
        for index in bucket.indices.dropFirst() {
            let element = bucket[index]
            var place = index
            while place > 0, loss(bucket[place - 1]) < loss(element) {
                bucket[place] = bucket[place - 1]
                place -= 1
            }
            bucket[place] = element
        }
    }

    /// Where the buckets begin and how wide they are; nil where a loss is not finite, or all are equal.
    private struct Scale {
        let least: Double
        let perMeanExcess: Double

        @inline(__always)
        init?<Element>(_ elements: [Element], by loss: (Element) -> Double) {
            var least = loss(elements[0])
            var sum = 0.0
            for element in elements {
                least = min(least, loss(element))
                sum += loss(element)
            }
            self.least = least
            perMeanExcess = 1 / (sum / Double(elements.count) - least)
            guard perMeanExcess.isFinite, perMeanExcess > 0 else { return nil }
        }
    }

    private static func isBefore(_ a: Double, _ b: Double) -> Bool { b.isNaN ? !a.isNaN : a > b }
}
