import Measures

/// The colours of a chart, as SVG attribute values.
///
/// Blue and orange stay apart for every common kind of colour blindness (M. Okabe and K. Ito, “Color universal design”,
/// 2008), and no chart relies on them alone: lines differ in dashes, areas carry labels.
public struct ChartTheme: Sendable {
    public var ink: String
    /// For axis labels and remarks.
    public var muted: String
    /// For grid lines and borders.
    public var rule: String
    /// Behind the chart.
    public var surface: String
    /// For quantities without a role.
    public var neutral: String
    /// Value-at-risk; positive correlation.
    public var first: String
    /// Expected shortfall; negative correlation.
    public var second: String

    public init(
        ink: String, muted: String, rule: String, surface: String, neutral: String, first: String, second: String
    ) {
        self.ink = ink
        self.muted = muted
        self.rule = rule
        self.surface = surface
        self.neutral = neutral
        self.first = first
        self.second = second
    }

    /// Fixed colours on white, for paper and for a chart that stands alone in a mail or another document.
    public static let standalone = ChartTheme(
        ink: "#1b2026", muted: "#59636e", rule: "#dfe3e8", surface: "#ffffff", neutral: "#a9b4c0", first: "#0b5cad",
        second: "#b4480a")

    /// Fixed colours on a dark screen.
    public static let dark = ChartTheme(
        ink: "#e7eaee", muted: "#9aa5b1", rule: "#2e353c", surface: "#14171a", neutral: "#5b6773", first: "#539ae0",
        second: "#d98242")

    /// The colours of the page around the chart, light or dark, by its custom properties.
    public static let page = ChartTheme(
        ink: "var(--ink)", muted: "var(--muted)", rule: "var(--rule)", surface: "var(--surface)",
        neutral: "var(--neutral)", first: "var(--first)", second: "var(--second)")

    /// The custom properties that `page` refers to, with the colours of this theme.
    var customProperties: String {
        "--ink:\(ink);--muted:\(muted);--rule:\(rule);--surface:\(surface);--neutral:\(neutral);--first:\(first);"
            + "--second:\(second);"
    }

    /// The colour of a measure.
    func color(of measure: MeasureDescription) -> String { measure.headlineRank == 1 ? second : first }

    /// The dashes of a measure's line, so that it is told without its colour.
    func dashes(of measure: MeasureDescription) -> String? { measure.headlineRank == 1 ? "6 4" : nil }
}
