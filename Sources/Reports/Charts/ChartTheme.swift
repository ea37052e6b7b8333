/// The colours of the roles in charts and on pages, in hexadecimal.
///
/// Blue and orange stay apart for every common kind of colour blindness (M. Okabe and K. Ito, “Color universal design”,
/// 2008), and no chart relies on them alone: lines differ in dashes, areas carry labels.
public struct ChartTheme: Sendable {
    public var ink: String
    public var muted: String
    public var rule: String
    public var surface: String
    public var neutral: String
    public var first: String
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

    /// On white: for paper, and for a chart that stands alone in a mail or another document.
    public static let standalone = ChartTheme(
        ink: "#1b2026", muted: "#59636e", rule: "#dfe3e8", surface: "#ffffff", neutral: "#a9b4c0", first: "#0b5cad",
        second: "#b4480a")

    /// On a dark screen.
    public static let dark = ChartTheme(
        ink: "#e7eaee", muted: "#9aa5b1", rule: "#2e353c", surface: "#14171a", neutral: "#5b6773", first: "#539ae0",
        second: "#d98242")

    public func color(_ role: ChartRole) -> String {
        switch role {
        case .ink: ink
        case .muted: muted
        case .rule: rule
        case .surface: surface
        case .neutral: neutral
        case .first: first
        case .second: second
        }
    }
}
