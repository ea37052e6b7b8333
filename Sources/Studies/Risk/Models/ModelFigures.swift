import Measures
import Scenarios
import StudyKit

/// What another model says of the whole portfolio.
public struct ModelFigures: Sendable, Codable {
    public var name: String
    /// In a phrase: its processes, dependence and market states.
    public var description: String
    /// Of the whole portfolio.
    public var figures: [RiskFigure]

    public init(name: String, description: String, figures: [RiskFigure]) {
        self.name = name
        self.description = description
        self.figures = figures
    }

    public func figure(_ key: FigureKey) -> RiskFigure? { figures.first { $0.key == key } }
}

extension ModelFigures {
    /// - Throws: `Issues` where something is too large for figures; `CancellationError` where the work was told to stop.
    init(_ choice: ModelChoices.Choice, in workshop: Workshop) throws {
        try Machine.checkMemory(choice.resolved)
        let measured = try workshop.measured(choice.resolved.run, at: choice.resolved.places)
        self.init(
            name: choice.name, description: choice.resolved.modelWords(),
            figures: measured.measurement.figures.filter(\.key.isOfWhole))
    }
}
