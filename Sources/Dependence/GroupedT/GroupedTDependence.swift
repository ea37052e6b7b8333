import Kernels
import Market
import Randomness
import Settings
import Statistics

/// Student-t drivers in groups, each with its own degrees of freedom: Xᵢ = √((ν_g − 2)/χ²_{ν_g}) · (L·Z)ᵢ.
///
/// One uniform drives the χ² of all groups by inversion, so that a bad day is bad for all, and worse for those with fat
/// tails. Within a group the law is Student's t; variance-matched in each. Between groups the correlation is slightly
/// less than that of the normals, by the factor E[W_g·W_h] ≤ 1 of the mixing variables.
/// Source: S. Daul, E. De Giorgi, F. Lindskog, A. McNeil, “The grouped t-copula with an application to credit risk”, Risk
/// 16(11), 2003.
public struct GroupedTDependence: Dependence {
    public static let kind = "grouped-t"
    public static let summary = "Student-t drivers in groups, each with degrees of freedom of its own"
    public static let settings = [
        Setting(
            "groups",
            .map(
                key: .factorPattern,
                value: .object([
                    Setting(
                        "degreesOfFreedom", .number(.init(minimum: 2, excludesMinimum: true)), .optional,
                        "of the group; from the history where left out")
                ])), .optional,
            "patterns of factors, later ones win: \"EQ.*\": {degreesOfFreedom: 4}; one for each class where left out"),
        overSetting,
    ]
    public static let example = Specification(
        kind: kind,
        settings: [
            "groups": .mapping([
                .init("*", .mapping([.init("degreesOfFreedom", .number(4))])),
                .init("FX.*", .mapping([.init("degreesOfFreedom", .number(9))])),
            ])
        ])

    /// Factors that share degrees of freedom.
    struct Group {
        var pattern: FactorPattern
        var degreesOfFreedom: Double?

        static func all(_ specification: Specification) -> [Group] {
            specification.specifications("groups").map { group in
                guard let pattern = FactorPattern(group.kind) else { preconditionFailure("no pattern \(group.kind)") }
                return Group(
                    pattern: pattern,
                    degreesOfFreedom: group.has("degreesOfFreedom") ? group.number("degreesOfFreedom") : nil)
            }
        }
    }

    private let groups: [Group]
    private let laws: [MixingLaw]
    /// The group of each driver.
    private let memberships: [Int]
    private let span: MixingSpan

    public init(_ specification: Specification, drivers: [SimulatedDriver]) {
        let groups = Group.all(specification)
        self.groups = groups
        span = MixingSpan(specification)
        laws = groups.map { group in
            guard let ν = group.degreesOfFreedom else { preconditionFailure("a fitted group") }
            return MixingLaws.shared.law(degreesOfFreedom: ν, numerator: ν - 2)
        }
        memberships = drivers.map { driver in
            guard let group = Self.group(of: driver.factor, among: groups) else {
                preconditionFailure("no group for \(driver.factor)")
            }
            return group
        }
    }

    /// The last group whose pattern matches.
    private static func group(of factor: FactorID, among groups: [Group]) -> Int? {
        groups.lastIndex { $0.pattern.matches(factor) }
    }

    public static func covers(_ factor: FactorID, _ specification: Specification) -> Bool {
        group(of: factor, among: Group.all(specification)) != nil
    }

    public static func horizonWords(of specification: Specification, steps: Int) -> String? {
        guard MixingSpan(specification) == .step else { return nil }
        return Group.all(specification).compactMap(\.degreesOfFreedom).min().flatMap { sumOfSteps($0, steps: steps) }
    }

    public func hasPowerTail(of factor: FactorID, marginal: (any Marginal)?) -> Bool { true }

    public static func fit(
        _ sample: DependenceSample, given: Specification
    ) throws(DependenceFitError) -> DependenceFit {
        var whole = given
        if !given.has("groups") {
            let classes = FactorClass.allCases.filter { known in sample.factors.contains { $0.factorClass == known } }
            whole.settings["groups"] = .mapping(classes.map { .init("\($0.rawValue).*", .mapping([])) })
        }
        let groups = Group.all(whole)
        if let stray = sample.factors.first(where: { group(of: $0, among: groups) == nil }) { throw .noGroup(stray) }
        var entries: [Value.Entry] = []
        var parameters: [DependenceFit.Parameter] = []
        var notes: [String] = []
        var (likelihood, normal) = (0.0, 0.0)
        for (index, group) in groups.enumerated() {
            let name = group.pattern.text
            var value = group.degreesOfFreedom
            if value == nil {
                // A group without members says nothing, and needs no law.
                guard sample.factors.contains(where: { self.group(of: $0, among: groups) == index }) else { continue }
                let own = sample.selecting { self.group(of: $0, among: groups) == index }
                guard !own.columns.isEmpty else {
                    throw .noHistory(lack: "no factor of the group “\(name)” has", setting: "degreesOfFreedom")
                }
                let fit = try MultivariateTFit(own)
                value = fit.degreesOfFreedom
                parameters.append(
                    .init("degrees of freedom of \(name)", fit.degreesOfFreedom, standardError: fit.standardError))
                likelihood += fit.logLikelihood
                normal += fit.normalLogLikelihood
                if fit.isNormal {
                    notes.append(
                        "The fitted degrees of freedom of “\(name)” are at their upper bound: the normal law fits its"
                            + " history as well.")
                }
            }
            let settings = value.map { [Value.Entry("degreesOfFreedom", .number($0))] } ?? []
            entries.append(.init(name, .mapping(settings)))
        }
        whole.settings["groups"] = .mapping(entries)
        let isFitted = !parameters.isEmpty
        return DependenceFit(
            whole, parameters: parameters, method: isFitted ? "maximum likelihood, group by group" : "",
            observations: isFitted ? sample.changes.rowCount : 0, logLikelihood: isFitted ? likelihood : nil,
            normalLogLikelihood: isFitted ? normal : nil, notes: notes)
    }

    public var title: String {
        let parts = groups.map { group in
            "\(group.pattern.text) \(group.degreesOfFreedom.map(degreesOfFreedomText) ?? "")"
        }
        return "grouped Student t, degrees of freedom " + parts.joined(separator: ", ") + ", variance-matched"
            + (span == .horizon ? ", over the whole horizon" : "")
    }

    public var scratchRowCount: Int { 2 }

    public func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource, scratch: MutableRows
    ) {
        precondition(memberships.count == drivers.rowCount, "a group for each driver")
        draws.uniforms(step: span.address(step), paths: paths, driver: 0, into: scratch[0])
        for (group, law) in laws.enumerated() {
            law.values(of: UnsafeBufferPointer(scratch[0]), into: scratch[1])
            let mixing = UnsafeBufferPointer(scratch[1])
            for row in 0..<drivers.rowCount where memberships[row] == group {
                Elementwise.multiply(UnsafeBufferPointer(drivers[row]), mixing, into: drivers[row])
            }
        }
    }

    public func probability(of driver: Double, row: Int) -> Double {
        guard let ν = groups[memberships[row]].degreesOfFreedom else { preconditionFailure("a fitted group") }
        let law = StudentTDistribution(degreesOfFreedom: ν)
        return law.cumulative(driver / law.varianceMatchedScale)
    }

    public func tailDependence(correlation: Double, between first: FactorID, and second: FactorID) -> Double? {
        guard let one = Self.group(of: first, among: groups), one == Self.group(of: second, among: groups),
            let ν = groups[one].degreesOfFreedom
        else { return nil }
        return tailDependenceOfT(degreesOfFreedom: ν, correlation: correlation)
    }
}
