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
        guard let base = row.baseAddress else { return [] }
        return [Int64](unsafeUninitializedCapacity: row.count + 8) { buffer, count in
            guard let target = buffer.baseAddress else { return }
            count = kernels.loops.pointee.places_at_most(base, threshold, target, row.count)
        }
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
        precondition(binWidth > 0 && (1...254).contains(binCount), "from 1 to 254 bins that hold something")
        var counts = [Int64](repeating: 0, count: binCount + 2)
        if let base = row.baseAddress {
            kernels.loops.pointee.count_bins(base, start, 1 / binWidth, binCount, &counts, row.count)
        }
        return counts.map { Int($0) }
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
