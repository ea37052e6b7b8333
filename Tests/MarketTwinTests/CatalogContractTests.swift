import Foundation
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

    /// Where the schema of a scenario says what a kind of each family may have; a family without a place fails.
    private static let places = [
        "data source": ["properties", "market", "properties", "history", "items"],
        "covariance estimator": ["properties", "calibration", "properties", "covariance"],
        "positive-definite repair": ["properties", "calibration", "properties", "repair"],
        "process": ["properties", "factors", "additionalProperties", "properties", "process"],
        "dependence": ["properties", "dependence"],
        "marginal": ["properties", "factors", "additionalProperties", "properties", "marginal"],
        "instrument": ["properties", "portfolio", "properties", "positions", "items", "properties", "instrument"],
        "simulation": ["properties", "simulation"],
        "measure": ["properties", "measures", "items"],
    ]

    @Test("every member has its branch in the schema, with its settings and no others")
    func schema() throws {
        let schema = try JSONSerialization.jsonObject(with: Data(Catalog.standard.scenarioSchema.utf8))
        for family in Catalog.standard.families where family.name != "data quality rule" {
            let place = try #require(Self.places[family.name], "say where the schema has the family “\(family.name)”")
            let node = try #require(Self.node(place, in: schema))
            let known = try #require(Self.node(["properties", "kind", "enum"], in: node, as: [String].self))
            #expect(known == family.members.map(\.kind), "\(family.name)")
            let branches = try #require(node["allOf"] as? [[String: Any]])
            for member in family.members {
                let own = branches.filter {
                    Self.node(["if", "properties", "kind", "const"], in: $0, as: String.self) == member.kind
                }
                #expect(own.count == 1, "\(member.kind)")
                let branch = try #require(own.first?["then"] as? [String: Any])
                try expect(branch, has: member.settings, beside: ["kind"], member.kind)
                #expect(Self.node(["properties", "kind", "const"], in: branch, as: String.self) == member.kind)
            }
        }
    }

    @Test("every data quality rule is a key of the schema, with its settings and no others")
    func rules() throws {
        let schema = try JSONSerialization.jsonObject(with: Data(Catalog.standard.scenarioSchema.utf8))
        let family = try #require(Catalog.standard.families.first { $0.name == "data quality rule" })
        let rules = try #require(Self.node(["properties", "dataQuality", "properties"], in: schema))
        #expect(Set(rules.keys) == Set(family.members.map(\.kind)))
        for member in family.members {
            try expect(
                try #require(rules[member.kind] as? [String: Any]), has: member.settings, beside: [], member.kind)
        }
    }

    private func expect(
        _ branch: [String: Any], has settings: [Setting], beside further: Set<String>, _ name: String
    ) throws {
        let properties = branch["properties"] as? [String: [String: Any]] ?? [:]
        #expect(Set(properties.keys) == further.union(settings.map(\.name)), "\(name)")
        #expect(branch["additionalProperties"] as? Bool == false, "\(name)")
        let required = Set(branch["required"] as? [String] ?? []).subtracting(further)
        let needed = settings.filter { if case .required = $0.presence { true } else { false } }
        #expect(required == Set(needed.map(\.name)), "\(name)")
        for setting in settings {
            #expect(properties[setting.name]?["description"] as? String == setting.summary, "\(name).\(setting.name)")
        }
    }

    private static func node<Node>(_ path: [String], in root: Any?, as type: Node.Type = [String: Any].self) -> Node? {
        path.reduce(root) { node, key in (node as? [String: Any])?[key] } as? Node
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
