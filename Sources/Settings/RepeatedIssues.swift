/// Mistakes that many rows of a file have in common: a column of figures with commas is one mistake, not 7,498.
public struct RepeatedIssues: Sendable {
    /// Rows with the same mistake that are told one by one.
    public static let shown = 3

    private struct Key: Hashable {
        var file: String
        var message: String
        var hint: String
    }

    private struct Group {
        /// Of the first issue in each line.
        var places: [Int] = []
        var lines: Set<Int> = []
        var further = 0

        var isFull: Bool { lines.count >= RepeatedIssues.shown }
    }

    private var kept: [Issue] = []
    private var groups: [Key: Group] = [:]

    public init() {}

    /// What there is so far; a mistake of more than a few rows is there once, with their number.
    public var issues: [Issue] {
        var all = kept.map(Optional.some)
        for group in groups.values where group.places.count + group.further > Self.shown {
            all[group.places[0]]?.repetitions += group.places.count - 1 + group.further
            for place in group.places.dropFirst() { all[place] = nil }
        }
        return all.compactMap(\.self)
    }

    public var count: Int { kept.count }

    public mutating func add(_ issue: Issue) {
        guard !count(issue) else { return }
        if let location = issue.location, let key = Self.key(issue, location) {
            var group = groups[key] ?? Group()
            if group.lines.insert(location.line).inserted { group.places.append(kept.count) }
            groups[key] = group
        }
        kept.append(issue)
    }

    /// Nil for an issue that counts others already.
    private static func key(_ issue: Issue, _ location: SourceLocation) -> Key? {
        guard issue.repetitions == 0 else { return nil }
        return Key(file: location.file, message: pattern(of: issue.message), hint: pattern(of: issue.hint ?? ""))
    }

    /// A message without what differs from row to row: what is quoted, figures, and the name of a position.
    static func pattern(of message: String) -> String {
        var pattern = ""
        var isQuoted = false
        var isName = false
        var word = ""
        // What differs after so many characters differs in what is quoted.
        for character in message.prefix(2_000) {
            if character == "”" { isQuoted = false }
            if isQuoted { continue }
            if character == "“" { isQuoted = true }
            if character == " " {
                isName = word == "position" || word == "trade"
                word = ""
            } else {
                word.append(character)
            }
            if isName, character != " " { continue }
            if character.isNumber {
                if pattern.last != "0" { pattern.append("0") }
            } else {
                pattern.append(character)
            }
        }
        return pattern
    }
}

extension Issues {
    /// The same with each mistake of many rows told once.
    ///
    /// - Parameter file: one in which every line is a matter of its own, such as a scenario.
    public func countingRows(butIn file: String) -> Issues {
        var rows = RepeatedIssues()
        for issue in all {
            if issue.location?.file == file || issue.location?.file.hasPrefix("--") ?? true {
                rows.keep(issue)
            } else {
                rows.add(issue)
            }
        }
        return Issues(rows.issues)
    }
}

extension RepeatedIssues {
    /// Adds an issue that stands for itself alone.
    public mutating func keep(_ issue: Issue) { kept.append(issue) }

    /// Counts an issue where it is one more of many.
    ///
    /// - Returns: whether it was.
    public mutating func count(_ issue: Issue) -> Bool {
        guard let location = issue.location, let key = Self.key(issue, location), var group = groups[key],
            group.isFull, !group.lines.contains(location.line)
        else { return false }
        group.further += 1
        groups[key] = group
        return true
    }
}
