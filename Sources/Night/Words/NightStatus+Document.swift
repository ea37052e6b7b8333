import Reports
import StudyKit

extension Document {
    /// A night for people: what was done, what changed, what is breached.
    package init(_ status: NightStatus, folder: String, changes: [(scenario: String, lines: [String])]) {
        let table = DocumentTable(
            caption: "Steps", stub: "step", columns: [.init("state", .words), .init("seconds"), .init("", .prose)],
            rows: status.steps.filter { $0.state != .waiting && $0.state != .running }.map { step in
                .init(
                    step.name,
                    [.init(step.state.rawValue), .init(step.seconds, .seconds), .init((step.words ?? "").printable)],
                    isStrong: step.state == .failed)
            }, textLimit: 400)
        let failures = status.steps.filter { $0.state == .failed }
        var lead: [DocumentBlock] = []
        if !status.breaches.isEmpty {
            lead.append(.paragraph("\(NumberText.counted(status.breaches.count, "limit")) breached:"))
            lead.append(.list(status.breaches.map { Prose($0.printable) }))
        }
        if !failures.isEmpty {
            lead.append(.paragraph("\(NumberText.counted(failures.count, "step")) failed:"))
            lead.append(.list(failures.map { Prose("\($0.name): \($0.words ?? "")".printable) }))
        }
        if lead.isEmpty { lead.append(.paragraph("Every step so far was done, and no limit is breached.")) }
        let changed = changes.map { entry in
            DocumentSection(
                anchor: "changes", heading: "What changed: \(entry.scenario.printable)",
                blocks: [.list(entry.lines.map { Prose($0) })])
        }
        self.init(
            eyebrow: "Night", title: status.twin.printable,
            facts: [Prose("night of \(status.night)"), Prose("begun \(status.started)"), Prose(folder.printable)],
            version: Machine.version,
            sections: [
                DocumentSection(anchor: "summary", heading: "How it went", blocks: lead, in: Set(Reading.allCases))
            ]
                + changed + [
                    DocumentSection(anchor: "steps", heading: "Steps", blocks: [.table(table)])
                ], records: table)
    }
}
