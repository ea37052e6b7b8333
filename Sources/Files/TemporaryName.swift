/// The name of what is being written, beside what it will be: `.report.mdx3k7….twin-part`.
///
/// Nobody can foresee it, and the next run knows by it what one that was killed has left.
struct TemporaryName: Equatable {
    enum Stage: String {
        /// Not whole yet: removed by who finds it.
        case part = ".twin-part"
        /// Whole, and on its way to its place: finished by who finds it.
        case ready = ".twin-ready"
    }

    /// What it will be; cut where it is long.
    let final: String
    private let mark: String
    var stage: Stage

    private static let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
    private static let markLength = 20
    /// Bytes of a name; the longest that a disk takes is 255.
    private static let longest = 200

    /// A new one: 100 random bits.
    init(for final: String, _ stage: Stage = .part) {
        var name = final
        while name.utf8.count > Self.longest { name.removeLast() }
        self.final = name
        mark = String((0..<Self.markLength).map { _ in Self.letters[Int.random(in: 0..<Self.letters.count)] })
        self.stage = stage
    }

    /// - Parameter name: of an entry of a folder.
    /// - Returns: nil for a name of another kind.
    init?(_ name: String) {
        guard name.hasPrefix("."), let stage = [Stage.part, .ready].first(where: { name.hasSuffix($0.rawValue) }) else {
            return nil
        }
        let inner = name.dropFirst().dropLast(stage.rawValue.count)
        let mark = inner.suffix(Self.markLength)
        guard mark.count == Self.markLength, mark.allSatisfy(Self.letters.contains),
            inner.dropLast(Self.markLength).last == "."
        else { return nil }
        final = String(inner.dropLast(Self.markLength + 1))
        self.mark = String(mark)
        self.stage = stage
    }

    var text: String { ".\(final).\(mark)\(stage.rawValue)" }
}
