import Market
import Settings

extension Issue.Subject {
    /// The files that tell of factors.
    static var histories: [Issue.Subject] { [.setting(["market", "history"]), .setting(["market", "model"])] }

    /// What the data say of a factor: where nothing does, one of these may be wrong.
    public static func data(of factor: FactorID) -> [Issue.Subject] {
        histories + entries(of: factor)
    }

    /// What the data say of the factors that a pattern means.
    public static func data(of pattern: FactorPattern) -> [Issue.Subject] {
        if let factor = pattern.factor { return data(of: factor) }
        return histories
    }

    /// What the scenario itself says of a factor under `market`.
    static func entries(of factor: FactorID) -> [Issue.Subject] { [level(of: factor), volatility(of: factor)] }

    static func level(of factor: FactorID) -> Issue.Subject { .setting(["market", "levels", factor.name]) }

    static func volatility(of factor: FactorID) -> Issue.Subject { .setting(["market", "volatilities", factor.name]) }

    /// Rules for factors, any of which may be meant for one.
    static var rules: Issue.Subject { .setting(["factors"]) }

    /// The rule that names a factor.
    static func rule(of factor: FactorID) -> Issue.Subject { .setting(["factors", factor.name]) }

    static var dependence: Issue.Subject { .setting(["dependence"]) }
}
