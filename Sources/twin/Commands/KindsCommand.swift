import ArgumentParser
import MarketTwin

/// `twin kinds`: every registered kind, with one line each.
struct KindsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds", abstract: "List every kind a scenario may name, with one line each.")

    @Argument(help: "Show one kind with its settings.")
    var kind: String?

    func run() throws {
        let families = Catalog.standard.families
        if let kind {
            let members = families.flatMap { family in family.members.filter { $0.kind == kind } }
            guard !members.isEmpty else {
                let known = families.flatMap { $0.members.map(\.kind) }
                throw ValidationError("unknown kind “\(kind)”; " + Suggestion.hint(for: kind, among: known))
            }
            for member in members { try describe(member) }
            return
        }
        let width = families.flatMap { $0.members.map(\.kind.count) }.max() ?? 0
        for (index, family) in families.enumerated() {
            try Door.say((index == 0 ? "" : "\n") + family.name + "\n")
            for member in family.members {
                let gap = String(repeating: " ", count: width - member.kind.count + 2)
                try Door.say("  " + member.kind + gap + member.summary + "\n")
            }
        }
    }

    private func describe(_ member: KindDescription) throws {
        try Door.say("\(member.kind): \(member.summary)\n")
        for setting in member.settings {
            let presence =
                switch setting.presence {
                case .required: "required"
                case .optional: "optional"
                case .defaulted(let content): "default \(content.written)"
                }
            try Door.say("  \(setting.name) (\(presence)): \(setting.shape.noun)\n      \(setting.summary)\n")
        }
    }
}
