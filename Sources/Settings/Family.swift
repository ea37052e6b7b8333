/// The registered types of one sort, the processes or the instruments or the measures: where a kind's name becomes a type.
///
/// This is the only place where a name can be unknown. Decoding goes through it, and so does a stored run that is read back;
/// whatever comes after has a `Chosen` and asks for no name again.
public struct Family<Member: Sendable>: Sendable {
    public let members: [Member]
    /// The same without its types: what messages, the portfolio's columns and the schema walk.
    public let description: KindFamily
    /// What a value of the family looks like in a file.
    public var shape: Shape { .kind(description) }

    private let places: [String: Int]

    /// - Parameters:
    ///   - name: what one member is called in messages: “process”.
    ///   - standard: the kind that is taken where none is written; nil where one must be.
    ///   - asKind: `{ $0 }`, which says to the compiler that every member is a kind.
    public init(
        _ name: String, _ members: [Member], standard: String? = nil, asKind: (Member) -> any Kind.Type
    ) {
        self.members = members
        let types = members.map { asKind($0) }
        description = KindFamily(name, types, standard: standard)
        places = Dictionary(types.enumerated().map { ($1.kind, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The type of a specification, with the defaults of the settings it leaves out.
    ///
    /// - Throws: where the family has no such kind.
    public func choose(_ specification: Specification) throws(UnknownKind) -> Chosen<Member> {
        guard let place = places[specification.kind] else {
            throw UnknownKind(
                family: description.name, kind: specification.kind, known: description.members.map(\.kind))
        }
        return Chosen(type: members[place], specification: description.members[place].completed(specification))
    }

    /// The kind that is taken where nothing is written, with all settings at their defaults.
    public var standard: Chosen<Member>? {
        description.standard.flatMap { kind in try? choose(Specification(kind: kind)) }
    }
}

/// A kind bound to its type: what a scenario wrote, complete, and who can make something of it.
public struct Chosen<Member: Sendable>: Sendable {
    public let type: Member
    public private(set) var specification: Specification

    init(type: Member, specification: Specification) {
        self.type = type
        self.specification = specification
    }

    /// - Parameters:
    ///   - settings: those that are not left at their defaults.
    ///   - asKind: `{ $0 }`, which says to the compiler that the type is a kind.
    public init(_ type: Member, settings: [String: Value.Content] = [:], asKind: (Member) -> any Kind.Type) {
        let description = KindDescription(asKind(type))
        self.init(
            type: type,
            specification: description.completed(Specification(kind: description.kind, settings: settings)))
    }

    public var kind: String { specification.kind }

    /// Further settings of the same kind, or others in place of its own.
    public var settings: [String: Value.Content] {
        get { specification.settings }
        set { specification.settings = newValue }
    }

    /// The same kind with other settings.
    ///
    /// - Parameter other: of the same kind: what fitted or scaled its settings.
    public func with(_ other: Specification) -> Chosen {
        precondition(other.kind == kind, "\(other.kind) is not \(kind)")
        return Chosen(type: type, specification: other)
    }
}

/// A name that a family does not know.
public struct UnknownKind: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the family calls a member: “process”.
    public var family: String
    public var kind: String
    public var known: [String]

    public var description: String { "unknown \(family) “\(kind)”" }
    public var hint: String { Suggestion.hint(for: kind, among: known) }
}
