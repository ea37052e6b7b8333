/// How the market states of a run came about, where that was not by Monte Carlo.
public struct ScenarioSummary: Sendable, Codable, Hashable {
    /// The kind of the simulation: `historical`.
    public var kind: String
    /// In a phrase, with the dates of the history.
    public var title: String
    /// What one state is called: `scenario`, `path`.
    public var unit: String
    /// Whether there could be more of them.
    public var isDrawn: Bool
    /// Whether the processes, volatilities and correlations of the model had a part in it.
    public var usesModel: Bool

    public init(kind: String, title: String, unit: String, isDrawn: Bool, usesModel: Bool) {
        self.kind = kind
        self.title = title
        self.unit = unit
        self.isDrawn = isDrawn
        self.usesModel = usesModel
    }
}
