/// Kendall's rank correlation of two samples, τ_b, which allows for ties.
///
/// (C − D)/√((n₀ − n₁)(n₀ − n₂)), with C and D the pairs that agree and disagree, n₀ all pairs and n₁, n₂ those tied in
/// either sample. Sources: M. G. Kendall, “The treatment of ties in ranking problems”, Biometrika 33, 1945; W. R. Knight,
/// “A computer method for calculating Kendall's tau with ungrouped data”, J. Am. Stat. Assoc. 61, 1966.
///
/// - Returns: 0 where a sample is constant.
/// - Complexity: n log n.
public func kendallTau(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count, "samples of one length")
    let order = x.indices.sorted { (x[$0], y[$0]) < (x[$1], y[$1]) }
    func pairs(_ run: Int) -> Double { Double(run) * Double(run - 1) / 2 }
    /// Pairs within runs of equal neighbours.
    func ties(_ isTied: (Int) -> Bool) -> Double {
        var sum = 0.0
        var run = 1
        for place in order.indices.dropFirst() {
            if isTied(place) {
                run += 1
            } else {
                sum += pairs(run)
                run = 1
            }
        }
        return order.isEmpty ? 0 : sum + pairs(run)
    }
    let all = pairs(order.count)
    let tiedX = ties { x[order[$0]] == x[order[$0 - 1]] }
    let tiedBoth = ties { x[order[$0]] == x[order[$0 - 1]] && y[order[$0]] == y[order[$0 - 1]] }
    var sorted = order.map { y[$0] }
    let swaps = Double(mergeSort(&sorted))
    let tiedY = ties { sorted[$0] == sorted[$0 - 1] }
    let scale = ((all - tiedX) * (all - tiedY)).squareRoot()
    return scale > 0 ? (all - tiedX - tiedY + tiedBoth - 2 * swaps) / scale : 0
}

/// Sorts, and counts the exchanges of neighbours that it takes.
private func mergeSort(_ values: inout [Double]) -> Int {
    var swaps = 0
    var width = 1
    var merged = values
    while width < values.count {
        for start in stride(from: 0, to: values.count, by: 2 * width) {
            let middle = min(start + width, values.count)
            let end = min(start + 2 * width, values.count)
            var (left, right) = (start, middle)
            for place in start..<end {
                if left < middle, right >= end || values[left] <= values[right] {
                    merged[place] = values[left]
                    left += 1
                } else {
                    swaps += middle - left
                    merged[place] = values[right]
                    right += 1
                }
            }
        }
        swap(&values, &merged)
        width *= 2
    }
    return swaps
}
