import Settings

/// What the formats of a workbook show numbers as.
struct CellFormats {
    enum Kind {
        case number, percent, date
    }

    /// Of each style of a cell.
    private var kinds: [Kind] = []

    init() {}

    /// - Parameter bytes: of the styles' XML.
    init(_ bytes: [UInt8], at place: SourceLocation) throws(Issue) {
        var codes: [Int: String] = [:]
        var ids: [Int] = []
        var isOfCells = false
        try MarkupEvents.read(bytes, name: "the list of styles", at: place) { name, attributes in
            switch name {
            case "numFmt":
                if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] }
            case "cellXfs": isOfCells = true
            case "xf": if isOfCells { ids.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0) }
            default: break
            }
        } end: { name, _ in
            if name == "cellXfs" { isOfCells = false }
        }
        kinds = ids.map { id in codes[id].map { Self.kind($0) } ?? Self.kind(builtIn: id) }
    }

    func kind(of style: Int) -> Kind { kinds.indices.contains(style) ? kinds[style] : .number }

    /// Of the formats that every workbook has; 27 to 36 and 50 to 58 are dates of East Asia.
    private static func kind(builtIn id: Int) -> Kind {
        switch id {
        case 9, 10: .percent
        case 14...17, 22, 27...36, 50...58: .date
        default: .number
        }
    }

    /// By what is left of a code without its quoted texts, colours and escapes.
    static func kind(_ code: String) -> Kind {
        var plain = ""
        var (isQuoted, isBracketed, isEscaped) = (false, false, false)
        // The part for positive numbers says it all.
        for character in code {
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                isQuoted = character != "\""
            } else if isBracketed {
                isBracketed = character != "]"
            } else {
                switch character {
                case "\"": isQuoted = true
                case "[": isBracketed = true
                case "\\", "_", "*": isEscaped = true
                case ";": return kind(plain: plain)
                default: plain.append(character)
                }
            }
        }
        return kind(plain: plain)
    }

    private static func kind(plain: String) -> Kind {
        let text = plain.lowercased().replacing("general", with: "")
        if text.contains("y") || text.contains("d") { return .date }
        return text.contains("%") ? .percent : .number
    }
}
