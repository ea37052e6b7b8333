/// The nearest of several known names to one that is not known, for “did you mean”.
public enum Suggestion {
    /// - Returns: the known name with the fewest edits, or nil where even that one is too far away.
    public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
        let wanted = name.lowercased()
        var best: (name: String, distance: Int)?
        for candidate in known {
            let distance = editDistance(wanted, candidate.lowercased())
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
        return best.name
    }

    /// “did you mean x?” where something is near, else “known: a, b, c”.
    public static func hint(for name: String, among known: [String]) -> String {
        if let near = nearest(to: name, among: known) { return "did you mean “\(near)”?" }
        if known.isEmpty { return "none is known here" }
        let shown = known.prefix(12).joined(separator: ", ")
        return "known: " + shown + (known.count > 12 ? ", … (\(known.count) in all)" : "")
    }

    /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
    ///
    /// Source: G. Navarro, “A guided tour to approximate string matching”, ACM Computing Surveys 33(1), 2001.
    static func editDistance(_ a: String, _ b: String) -> Int {
        let a = Array(a.unicodeScalars)
        let b = Array(b.unicodeScalars)
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1] + [Int](repeating: 0, count: b.count)
            for j in b.indices {
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
