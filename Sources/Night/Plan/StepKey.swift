import FoundationEssentials
import Journal
import Store

/// Everything that what a step comes to depends on, each under its name: what is the same under all of them is not done again.
package struct StepKey: Codable, Sendable, Hashable {
    /// Hashes and words; files by `file NAME`.
    package var parts: [String: String]

    package init(_ parts: [String: String]) { self.parts = parts }

    /// The key itself.
    package var hash: ContentHash {
        get throws { ContentHash(of: try Store.canonical(parts)) }
    }

    /// What differs from an earlier key, in words.
    package func changes(since earlier: [String: String]) -> [String] {
        Set(parts.keys).union(earlier.keys).sorted().compactMap { name in
            switch (earlier[name], parts[name]) {
            case (let old?, let new?): old == new ? nil : "\(name) changed"
            case (nil, _?): "\(name) is new"
            case (_?, nil): "\(name) is gone"
            case (nil, nil): nil
            }
        }
    }
}
