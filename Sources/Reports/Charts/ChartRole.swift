import Measures

/// What a mark is there for, by which a format colours it.
public enum ChartRole: String, Sendable, CaseIterable {
    case ink
    /// For axis labels and remarks.
    case muted
    /// For grid lines and borders.
    case rule
    /// Behind the chart.
    case surface
    /// For quantities without a role.
    case neutral
    /// Value-at-risk; positive correlation; a gain.
    case first
    /// Expected shortfall; negative correlation; a loss.
    case second

    /// That of a measure.
    package init(of measure: MeasureDescription) { self = measure.headlineRank == 1 ? .second : .first }

    /// The dashes of a measure's line, so that it is told without its colour.
    package static func dashes(of measure: MeasureDescription) -> String? { measure.headlineRank == 1 ? "6 4" : nil }
}
