import CKernels

extension Elementwise {
    /// The elements that are at most a threshold, in their order.
    public static func elements(
        of row: Row, atMost threshold: Double, kernels: KernelSet = .best
    ) -> [Double] {
        guard let base = row.baseAddress else { return [] }
        // The loop writes whole vectors, so there is room for one more element than are kept at any moment.
        return [Double](unsafeUninitializedCapacity: row.count + 8) { buffer, count in
            guard let target = buffer.baseAddress else { return }
            count = kernels.loops.pointee.select_at_most(base, threshold, target, row.count)
        }
    }

    /// The plain twin.
    public static func elementsReference(of row: Row, atMost threshold: Double) -> [Double] {
        row.filter { $0 <= threshold }
    }

    /// The places of the elements that are at most a threshold, ascending.
    public static func places(of row: Row, atMost threshold: Double, kernels: KernelSet = .best) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: row.count + 8) { buffer, count in
            count = places(of: row, atMost: threshold, into: buffer, kernels: kernels)
        }
    }

    /// Writes the places of the elements that are at most a threshold, ascending.
    ///
    /// - Parameter places: with room for eight more than there are elements, for the loop writes whole vectors.
    /// - Returns: how many there are.
    public static func places(
        of row: Row, atMost threshold: Double, into places: UnsafeMutableBufferPointer<Int64>,
        kernels: KernelSet = .best
    ) -> Int {
        precondition(places.count >= row.count + 8, "room for the last vector")
        guard let base = row.baseAddress, let target = places.baseAddress else { return 0 }
        return kernels.loops.pointee.places_at_most(base, threshold, target, row.count)
    }

    /// The plain twin.
    public static func placesReference(of row: Row, atMost threshold: Double) -> [Int64] {
        row.indices.filter { row[$0] <= threshold }.map { Int64($0) }
    }

    /// How many elements fall into each of equal bins, and below and above them.
    ///
    /// - Parameter binCount: from 1 to 254.
    /// - Returns: one count more at each end: those below (and those that are not numbers) first, those above last.
    public static func binCounts(
        of row: Row, start: Double, binWidth: Double, binCount: Int, kernels: KernelSet = .best
    ) -> [Int] {
        var counts = [Int64](repeating: 0, count: max(0, binCount) + 2)
        addBinCounts(of: row, start: start, binWidth: binWidth, to: &counts, kernels: kernels)
        return counts.map { Int($0) }
    }

    /// Adds how many elements fall into each bin to counts of a row before.
    ///
    /// - Parameter counts: two more than there are bins, the first and the last for what lies outside.
    public static func addBinCounts(
        of row: Row, start: Double, binWidth: Double, to counts: inout [Int64], kernels: KernelSet = .best
    ) {
        let binCount = counts.count - 2
        precondition(binWidth > 0 && (1...254).contains(binCount), "from 1 to 254 bins that hold something")
        guard let base = row.baseAddress else { return }
        kernels.loops.pointee.count_bins(base, start, 1 / binWidth, binCount, &counts, row.count)
    }

    /// The plain twin.
    public static func binCountsReference(
        of row: Row, start: Double, binWidth: Double, binCount: Int
    ) -> [Int] {
        var counts = [Int](repeating: 0, count: binCount + 2)
        for x in row {
            let place = (x - start) * (1 / binWidth) + 1
            counts[place >= 1 ? Int(min(place, Double(binCount + 1))) : 0] += 1
        }
        return counts
    }
}
