import Market
import Settings

extension Scenario {
    /// A factor whose own history is short or absent, and the one whose moves it shares.
    public struct Proxy: Sendable {
        public var factor: FactorID
        public var follows: FactorID
        /// Its move over the other's; nil to fit it to the days that both have.
        public var beta: Double?
        /// Annual volatility of what it moves beside that; nil to fit it.
        public var residual: Double?
    }

    static let proxySettings = [
        Setting("follows", .factor([]), .required, "the factor whose moves it shares"),
        Setting(
            "beta", .number(), .optional,
            "its change over the other's; fitted to the days that both have where left out"),
        Setting(
            "residual", .number(.nonNegative), .optional,
            "annual volatility of its own moves beside the other's; fitted where left out"),
    ]

    static func proxies(_ map: Value?, _ issues: inout [Issue]) -> [Located<Proxy>] {
        let proxies = (map?.members ?? []).compactMap { member -> Located<Proxy>? in
            guard let factor = FactorID(member.key), let follows = member.value["follows"]?.factor else { return nil }
            return Located(
                content: Proxy(
                    factor: factor, follows: follows, beta: member.value["beta"]?.number,
                    residual: member.value["residual"]?.number),
                location: member.keyLocation, path: member.value.path)
        }
        for proxy in proxies {
            let (factor, follows) = (proxy.content.factor, proxy.content.follows)
            if factor == follows || proxies.contains(where: { $0.content.factor == follows }) {
                issues.append(
                    Issue(
                        factor == follows
                            ? "\(factor) cannot follow itself" : "\(factor) follows \(follows), which follows another",
                        hint: "name a factor with a history or a volatility of its own", at: proxy.location,
                        path: proxy.path, about: .setting(["market", "proxies"])))
            }
        }
        return proxies
    }
}
