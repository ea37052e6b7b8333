/// What a night does for a scenario, in the order in which it does it.
package enum Stage: String, CaseIterable, Codable, Sendable {
    /// The files are there, and reach the date.
    case close
    /// Everything that is wrong with scenario and data.
    case quality
    case calibrate
    case run
    case stress
    /// Yesterday's forecast, held against what came.
    case backtest
    /// What changed since yesterday, and why.
    case compare
    case limits
    /// Of all scenarios: the files for people.
    case reports
    /// Of the whole night: the journal's head.
    case sign

    /// What must be done of the same scenario first.
    var needs: [Stage] {
        switch self {
        case .close: []
        case .quality: [.close]
        case .calibrate: [.quality]
        case .run: [.calibrate]
        case .stress: [.quality]
        case .backtest: [.calibrate]
        case .compare, .limits: [.run]
        case .reports, .sign: []
        }
    }

    /// Whether it takes so long that a night which is cut short should not do it again.
    var isCostly: Bool { ![.close, .quality, .calibrate, .limits].contains(self) }

    /// Whether each scenario has one of its own.
    var isOfScenario: Bool { self != .reports && self != .sign }
}

/// A step of a night: `run:equities`, `sign`.
package struct StepName: Hashable, Sendable, CustomStringConvertible {
    package var stage: Stage
    /// Nil for what is of the whole night.
    package var scenario: String?

    package init(_ stage: Stage, _ scenario: String? = nil) {
        self.stage = stage
        self.scenario = scenario
    }

    package var description: String { scenario.map { "\(stage.rawValue):\($0)" } ?? stage.rawValue }

    package var needs: [StepName] { stage.needs.map { StepName($0, scenario) } }

    /// Every step of a night over some scenarios, stage by stage.
    package static func all(of settings: [String], stress: Bool, backtest: Bool) -> [StepName] {
        Stage.allCases.filter { (stress || $0 != .stress) && (backtest || $0 != .backtest) }.flatMap { stage in
            stage.isOfScenario ? settings.map { StepName(stage, $0) } : [StepName(stage)]
        }
    }

    /// Some steps with all that they need, in the order of the night.
    package static func closure(of wanted: Set<StepName>, in all: [StepName]) -> [StepName] {
        var needed = wanted
        for step in all.reversed() where needed.contains(step) { needed.formUnion(step.needs) }
        return all.filter { needed.contains($0) }
    }
}
