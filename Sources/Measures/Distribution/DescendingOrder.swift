/// Sorting of losses, the largest first.
///
/// A radix sort by eleven bits at a time: six passes whatever the values, several times faster than comparisons for the
/// thousands of losses that a tail has. Source: D. Knuth, “The Art of Computer Programming”, vol. 3, section 5.2.5.
enum DescendingOrder {
    private static let digitBits: UInt64 = 11
    private static let digits = 6
    private static let radix = 1 << 11

    static func sorted(_ losses: [Double]) -> [Double] {
        guard losses.count > 512 else { return losses.sorted(by: >) }
        var keys = losses.map(key)
        var spare = [UInt64](repeating: 0, count: keys.count)
        var counts = [Int](repeating: 0, count: digits * radix)
        for key in keys {
            for digit in 0..<digits { counts[digit * radix + place(key, digit)] += 1 }
        }
        for digit in 0..<digits {
            var next = 0
            for slot in digit * radix..<(digit + 1) * radix {
                let count = counts[slot]
                counts[slot] = next
                next += count
            }
            keys.withUnsafeBufferPointer { source in
                spare.withUnsafeMutableBufferPointer { target in
                    counts.withUnsafeMutableBufferPointer { counts in
                        for key in source {
                            let slot = digit * radix + place(key, digit)
                            target[counts[slot]] = key
                            counts[slot] += 1
                        }
                    }
                }
            }
            swap(&keys, &spare)
        }
        return keys.map(value)
    }

    @inline(__always)
    private static func place(_ key: UInt64, _ digit: Int) -> Int {
        Int(truncatingIfNeeded: (key >> (UInt64(digit) * digitBits)) & UInt64(radix - 1))
    }

    /// Bits that ascend where the losses descend.
    @inline(__always)
    private static func key(_ loss: Double) -> UInt64 {
        let bits = loss.bitPattern
        return bits >> 63 == 0 ? ~bits & 0x7FFF_FFFF_FFFF_FFFF : bits
    }

    @inline(__always)
    private static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 0 ? ~key & 0x7FFF_FFFF_FFFF_FFFF : key)
    }
}
