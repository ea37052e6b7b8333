import Settings

extension RunCondition {
    /// - Parameter kinds: of the measures that a figure may be of.
    /// - Throws: what is wrong with the text, and what would have been right.
    package init(_ text: String, kinds: [String]) throws(StoreError) {
        var parser = ConditionParser(tokens: try ConditionParser.tokens(text), kinds: kinds)
        self = try parser.condition(depth: 0)
        guard parser.tokens.isEmpty else {
            throw StoreError(
                "--where: “\(parser.tokens[0])” is one word too many; join comparisons by “and” or “or”", .usage)
        }
    }
}

private struct ConditionParser {
    var tokens: [String]
    let kinds: [String]

    private static let signs = ["<=", ">=", "!=", "<>", "==", "<", ">", "="]
    private static let deepest = 64

    static func tokens(_ text: String) throws(StoreError) -> [String] {
        var tokens: [String] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first.isWhitespace {
                rest = rest.dropFirst()
            } else if first == "(" || first == ")" {
                tokens.append(String(first))
                rest = rest.dropFirst()
            } else if let sign = signs.first(where: { rest.hasPrefix($0) }) {
                tokens.append(sign)
                rest = rest.dropFirst(sign.count)
            } else if first == "'" || first == "\"" {
                let inner = rest.dropFirst().prefix { $0 != first }
                guard inner.endIndex < rest.endIndex else {
                    throw StoreError("--where: a quotation mark is not closed", .usage)
                }
                tokens.append("'" + inner)
                rest = rest[rest.index(after: inner.endIndex)...]
            } else {
                let word = rest.prefix { !$0.isWhitespace && !"()<>=!'\"".contains($0) }
                guard !word.isEmpty else { throw StoreError("--where: “\(first)” has no meaning here", .usage) }
                tokens.append(String(word))
                rest = rest[word.endIndex...]
            }
        }
        return tokens
    }

    mutating func condition(depth: Int) throws(StoreError) -> RunCondition {
        guard depth < Self.deepest else { throw StoreError("--where: too many brackets within brackets", .usage) }
        var left = try conjunction(depth)
        while tokens.first?.lowercased() == "or" {
            tokens.removeFirst()
            left = .either(left, try conjunction(depth))
        }
        return left
    }

    private mutating func conjunction(_ depth: Int) throws(StoreError) -> RunCondition {
        var left = try term(depth)
        while tokens.first?.lowercased() == "and" {
            tokens.removeFirst()
            left = .both(left, try term(depth))
        }
        return left
    }

    private mutating func term(_ depth: Int) throws(StoreError) -> RunCondition {
        guard let first = tokens.first else {
            throw StoreError("--where: a comparison is missing, as in 'es > 2M'", .usage)
        }
        tokens.removeFirst()
        if first.lowercased() == "not" {
            guard depth < Self.deepest else { throw StoreError("--where: too many words “not”", .usage) }
            return .not(try term(depth + 1))
        }
        if first == "(" {
            let inner = try condition(depth: depth + 1)
            guard tokens.first == ")" else { throw StoreError("--where: a bracket is not closed", .usage) }
            tokens.removeFirst()
            return inner
        }
        let name = try name(first)
        guard let sign = tokens.first, Self.signs.contains(sign) else {
            throw StoreError("--where: a sign such as > belongs behind “\(first)”", .usage)
        }
        tokens.removeFirst()
        guard let value = tokens.first, !["(", ")"].contains(value) else {
            throw StoreError("--where: a value belongs behind “\(first) \(sign)”", .usage)
        }
        tokens.removeFirst()
        let plain = ["==": "=", "<>": "!="][sign] ?? sign
        return .comparison(name: name, sign: plain, value: try self.value(value, for: name, first))
    }

    private func name(_ word: String) throws(StoreError) -> RunCondition.Name {
        if let column = RunCondition.columns[word] { return .column(column) }
        var kind = word
        var confidence: Double?
        if let at = word.firstIndex(of: "@") {
            kind = String(word[..<at])
            confidence = Self.confidence(word[word.index(after: at)...])
            guard confidence != nil else {
                throw StoreError("--where: “\(word)”: a confidence is as in 99 or 97.5%", .usage)
            }
        } else if let digit = word.firstIndex(where: \.isNumber), RunCondition.short[String(word[..<digit])] != nil {
            kind = String(word[..<digit])
            confidence = Self.confidence(word[digit...])
            guard confidence != nil else {
                throw StoreError("--where: “\(word)”: a confidence is as in 99 or 97.5%", .usage)
            }
        }
        kind = RunCondition.short[kind] ?? kind
        guard kinds.contains(kind) else {
            let known = RunCondition.columns.keys.sorted() + RunCondition.short.keys.sorted() + kinds
            let near = Suggestion.nearest(to: word, among: known).map { "did you mean “\($0)”? " } ?? ""
            throw StoreError("--where: unknown name “\(word)”; \(near)known: \(known.joined(separator: ", "))", .usage)
        }
        return .figure(kind: kind, confidence: confidence)
    }

    /// `99`, `99%`, `0.99`.
    private static func confidence(_ text: Substring) -> Double? {
        guard let value = Double(text.hasSuffix("%") ? text.dropLast() : text), value > 0 else { return nil }
        let share = value >= 1 ? value / 100 : value
        return share < 1 ? share : nil
    }

    private func value(_ word: String, for name: RunCondition.Name, _ shown: String) throws(StoreError)
        -> RunCondition.Value
    {
        if case .column(let column) = name, RunCondition.texts.contains(column) {
            return .text(word.hasPrefix("'") ? String(word.dropFirst()) : word)
        }
        guard let number = NumberSyntax.number(word) else {
            throw StoreError(
                "--where: “\(shown)” is compared with a number, as in 2M or 1.5, not with “\(word)”", .usage)
        }
        return .number(number)
    }
}
