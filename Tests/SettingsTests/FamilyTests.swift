import Settings
import Testing

@Suite("Kinds bound to their types")
struct FamilyTests {
    private protocol Wheel: Kind {
        init(_ specification: Specification)
        var spokes: Int { get }
    }

    private struct Wood: Wheel {
        static let kind = "wood"
        static let summary = "a wheel of wood"
        static let settings = [Setting("spokes", .count(1...100), .defaulted(.count(12)), "how many")]
        let spokes: Int

        init(_ specification: Specification) { spokes = specification.count("spokes") }
    }

    private static let wheels = Family<any Wheel.Type>("wheel", [Wood.self]) { $0 }

    private protocol Vehicle: Kind {}

    /// Holds kinds in its settings: one, a list, and one at its default.
    private struct Cart: Vehicle {
        static let kind = "cart"
        static let summary = "it has wheels"
        static let settings = [
            Setting("front", FamilyTests.wheels.shape, .required, "the wheel in front"),
            Setting("others", .list(FamilyTests.wheels.shape), .optional, "further wheels"),
            Setting(
                "spare", FamilyTests.wheels.shape, .defaulted(.kind(Specification(kind: "wood"))), "the spare wheel"),
            Setting("load", .number(), .optional, "in tons"),
        ]
    }

    private static let vehicles = Family<any Vehicle.Type>("vehicle", [Cart.self]) { $0 }

    private static func wood(_ spokes: Int? = nil) -> Specification {
        Specification(kind: "wood", settings: spokes.map { ["spokes": .count($0)] } ?? [:])
    }

    @Test("a kind within a kind is kept and completed, all the way down")
    func nested() throws {
        let cart = try Self.vehicles.choose(
            Specification(
                kind: "cart",
                settings: ["front": .kind(Self.wood()), "others": .list([.kind(Self.wood(8)), .kind(Self.wood())])]))
        let front = cart.specification.kind("front")
        #expect(front == Self.wood(12))
        #expect(cart.specification.kind("spare") == Self.wood(12))
        #expect(cart.settings["others"] == .list([.kind(Self.wood(8)), .kind(Self.wood(12))]))
        let wheel = try Self.wheels.choose(front)
        #expect(wheel.type.init(wheel.specification).spokes == 12)
    }

    @Test("what is said beyond the defaults: a setting at its default says nothing")
    func reduced() {
        let description = Self.vehicles.description.members[0]
        let written = Specification(
            kind: "cart",
            settings: [
                "front": .kind(Self.wood(12)), "spare": .kind(Self.wood(12)), "others": .list([.kind(Self.wood(8))]),
            ])
        #expect(
            description.reduced(written).settings == [
                "front": .kind(Self.wood()), "others": .list([.kind(Self.wood(8))]),
            ])
        #expect(description.reduced(description.completed(written)) == description.reduced(written))
        let other = Specification(kind: "cart", settings: ["front": .kind(Self.wood()), "spare": .kind(Self.wood(3))])
        #expect(description.reduced(other).settings["spare"] == .kind(Self.wood(3)))
    }

    @Test("a name that the family does not know")
    func unknown() throws {
        let error = #expect(throws: UnknownKind.self) { try Self.wheels.choose(Specification(kind: "wod")) }
        #expect(error?.description == "unknown wheel “wod”")
        #expect(error?.hint.contains("wood") == true)
    }

    @Test("a kind chosen by its type has its defaults too")
    func ofType() {
        let wood = Chosen<any Wheel.Type>(Wood.self) { $0 }
        #expect(wood.kind == "wood" && wood.settings == ["spokes": .count(12)])
        #expect(wood.with(Self.wood(3)).settings == ["spokes": .count(3)])
    }
}
