import MarketTwin
import Settings
import Testing

/// What every member of the catalog passes because it is registered.
@Suite("The catalog")
struct CatalogContractTests {
    static let members = Catalog.standard.families.flatMap { family in family.members.map { (family.name, $0) } }

    @Test("kinds are lower-case words with hyphens, unlike any other of their family")
    func names() {
        for family in Catalog.standard.families {
            #expect(Set(family.members.map(\.kind)).count == family.members.count)
            #expect(!family.members.isEmpty)
        }
        for (_, member) in Self.members {
            #expect(member.kind.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber }, "\(member.kind)")
            #expect(!member.kind.hasPrefix("-") && !member.kind.hasSuffix("-"))
        }
    }

    @Test("every member and every setting says in a line what it is")
    func summaries() {
        for (_, member) in Self.members {
            #expect((10...110).contains(member.summary.count), "\(member.kind): \(member.summary)")
            #expect(!member.summary.hasSuffix("."))
            #expect(Set(member.settings.map(\.name)).count == member.settings.count)
            for setting in member.settings {
                #expect(setting.summary.count >= 4, "\(member.kind).\(setting.name)")
                #expect(setting.name != "kind")
            }
        }
    }

    @Test("every member is in the schema, with its settings")
    func schema() {
        let schema = Catalog.standard.scenarioSchema
        for (_, member) in Self.members {
            #expect(schema.contains("\"\(member.kind)\""))
            for setting in member.settings { #expect(schema.contains("\"\(setting.name)\"")) }
        }
    }

    @Test("defaults fit the shapes of their settings")
    func defaults() throws {
        for (_, member) in Self.members {
            for setting in member.settings {
                guard case .defaulted(let content) = setting.presence else { continue }
                let text =
                    if case .count(let count) = content, case .days = setting.shape { "\(count)d" } else {
                        content.written
                    }
                #expect(try setting.shape.parse(text) == content, "\(member.kind).\(setting.name)")
            }
        }
    }
}
