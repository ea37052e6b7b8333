/// The names of the sections that documents of a sort may have, in their order: what may be chosen before one is made.
///
/// A name stands for several sections too, which are numbered: `scenario` for `scenario-1`, `scenario-2` and so on.
public struct DocumentOutline: Sendable {
    public let names: [String]

    public init(_ names: [String]) { self.names = names }

    /// The first name that no section can have, or nil where all may be chosen.
    public func unknown(among chosen: [String]) -> String? {
        chosen.first { name in !names.contains { $0 == name || Self.isNumbered(name, of: $0) } }
    }

    /// Whether a name is another with a number behind it.
    fileprivate static func isNumbered(_ name: String, of other: String) -> Bool {
        let rest = name.dropFirst(other.count + 1)
        return name.hasPrefix(other + "-") && !rest.isEmpty && rest.utf8.allSatisfy { (48...57).contains($0) }
    }
}

extension Document {
    /// The document with some of its sections: those of the names, in the order of the document.
    public func choosing(_ names: [String]) -> Document {
        var document = self
        document.sections = sections.filter { section in
            names.contains { section.anchor == $0 || DocumentOutline.isNumbered(section.anchor, of: $0) }
        }
        return document
    }
}
