import Calibration
import DataSources
import LinearAlgebra
import Market
import Settings

/// The correlation matrix of a scenario: as estimated, then as a file has it, then pair by pair as the scenario says.
struct CorrelationAssembly {
    private(set) var issues: [Issue] = []
    /// What is taken for granted where nothing says otherwise.
    private(set) var notes: [String] = []
    private let scenario: Scenario
    private let factors: [FactorID]
    private var matrix: Matrix
    /// What a file or the scenario says, in that order.
    private var stated: [(row: Int, column: Int, value: Double)] = []

    /// - Parameters:
    ///   - history: the factors with a history, and their correlations however measured.
    ///   - proxies: factors that follow others, which share their correlations in part.
    ///   - oneFactorCurves: the nodes of each curve that moves by one driver, the shortest first.
    init(
        _ scenario: Scenario, factors: [FactorID], available: [FactorID],
        history: (factors: [FactorID], correlation: Matrix)?, proxies: [ResolvedProxy], oneFactorCurves: [[FactorID]]
    ) {
        self.scenario = scenario
        self.factors = factors
        matrix = Matrix.identity(factors.count)
        var places: [FactorID: Int] = [:]
        for (index, factor) in factors.enumerated() { places[factor] = index }
        if let history {
            let rows = history.factors.map { places[$0] ?? 0 }
            for (i, row) in rows.enumerated() {
                for (j, column) in rows.enumerated() { matrix[row, column] = history.correlation[i, j] }
            }
        }
        let known = Set(available)
        if let located = scenario.correlationFile {
            let file = CorrelationFile(path: located.content)
            issues += file.issues.map { issue in
                issue.placed(at: located.location, path: located.path).about(.setting(["market", "correlationFile"]))
            }
            guard issues.isEmpty else { return }
            if let mixture = Self.mixture(scenario, located.content) {
                issues.append(mixture)
                return
            }
            for (factor, location) in zip(file.factors, file.locations) where !known.contains(factor) {
                issues.append(unknown(factor, among: available, at: location, path: located.path))
            }
            for (i, first) in file.factors.enumerated() {
                for (j, second) in file.factors.enumerated() where j < i {
                    if let row = places[first], let column = places[second] {
                        state(row, column, file.values[i][j])
                    }
                }
            }
        }
        for pair in scenario.correlations {
            for factor in [pair.content.first, pair.content.second] where !known.contains(factor) {
                issues.append(unknown(factor, among: available, at: pair.location, path: pair.path))
            }
            if let row = places[pair.content.first], let column = places[pair.content.second] {
                state(row, column, pair.content.value)
            }
        }
        noteUnstated(Set(history?.factors ?? []), proxies)
        follow(proxies, places)
        for curve in oneFactorCurves { unite(curve.compactMap { places[$0] }, named: curve) }
    }

    /// Correlations that are not those which the scenario, or its model, was written with.
    private static func mixture(_ scenario: Scenario, _ file: String) -> Issue? {
        guard let stated = scenario.correlationDigest, let found = FileDigest.ofFile(file), found != stated.content
        else { return nil }
        return Issue(
            "\(file) does not belong to \(stated.location?.file ?? scenario.file): the digest of its content is \(found)",
            hint:
                "calibrate again; or, where the correlations were changed on purpose, remove the line correlationDigest",
            at: stated.location, path: stated.path, about: .setting(["market", "correlationDigest"]))
    }

    /// Tells pairs of one class, such as two shares, that neither a history nor the scenario says anything of: most move together,
    /// and here they do not.
    private mutating func noteUnstated(_ known: Set<FactorID>, _ proxies: [ResolvedProxy]) {
        let following = Set(proxies.map(\.factor))
        let told = Set(stated.map { Set([$0.row, $0.column]) })
        var open: [String] = []
        for (row, factor) in factors.enumerated() where !following.contains(factor) {
            for column in 0..<row {
                let other = factors[column]
                guard other.factorClass == factor.factorClass, !following.contains(other),
                    !(known.contains(factor) && known.contains(other)), !told.contains([row, column])
                else { continue }
                open.append("\(other) and \(factor)")
            }
        }
        guard !open.isEmpty else { return }
        let shown = open.prefix(3).joined(separator: ", ")
        let rest = open.count > 3 ? " and \(open.count - 3) more pairs" : ""
        notes.append(
            "Nothing says how \(shown)\(rest) move together, so they are taken to be uncorrelated; market.correlations states it."
        )
    }

    /// Gives each factor that follows another its share of that one's correlations, but where a file or the scenario states a pair.
    private mutating func follow(_ proxies: [ResolvedProxy], _ places: [FactorID: Int]) {
        guard !proxies.isEmpty else { return }
        for proxy in proxies {
            guard let row = places[proxy.factor], let leader = places[proxy.follows] else { continue }
            for other in factors.indices where other != row {
                set(row, other, other == leader ? proxy.correlation : proxy.correlation * matrix[leader, other])
            }
        }
        let followers = Set(proxies.compactMap { places[$0.factor] })
        for pair in stated where followers.contains(pair.row) || followers.contains(pair.column) {
            set(pair.row, pair.column, pair.value)
        }
    }

    private mutating func state(_ row: Int, _ column: Int, _ value: Double) {
        stated.append((row, column, value))
        set(row, column, value)
    }

    /// Lets all nodes of a curve move by the driver of its first.
    private mutating func unite(_ nodes: [Int], named ids: [FactorID]) {
        for pair in scenario.correlations
        where ids.contains(pair.content.first) && ids.contains(pair.content.second) && pair.content.value != 1 {
            issues.append(
                Issue(
                    "\(pair.content.first) and \(pair.content.second) are nodes of a curve that moves by one factor",
                    hint: "their correlation is 1; leave the pair out, or choose another process", at: pair.location,
                    path: pair.path))
        }
        guard let first = nodes.first else { return }
        for node in nodes.dropFirst() {
            for other in factors.indices where other != node { set(node, other, matrix[first, other]) }
            set(node, first, 1)
        }
    }

    private func unknown(
        _ factor: FactorID, among available: [FactorID], at location: SourceLocation?, path: String
    ) -> Issue {
        Issue(
            "no data names the factor \(factor)",
            hint: Suggestion.hint(for: factor.name, among: available.map(\.name)), at: location, path: path,
            from: Issue.Subject.data(of: factor))
    }

    private mutating func set(_ row: Int, _ column: Int, _ value: Double) {
        matrix[row, column] = value
        matrix[column, row] = value
    }

    /// What couples the drivers: the matrix, repaired as the scenario says, or its principal components; nil, with an
    /// issue, where that cannot be done.
    mutating func coupling() -> Coupling? {
        let dependence = scenario.dependence
        if let count = dependence.type.componentCount(dependence.specification) { return components(count) }
        guard let repaired = repaired() else { return nil }
        if let factor = repaired.factor { return Coupling(repaired: repaired, factor: factor) }
        do {
            return Coupling(repaired: repaired, factor: try CholeskyFactor(repaired.matrix))
        } catch {
            issues.append(issue(error))
            return nil
        }
    }

    private mutating func components(_ count: Int) -> Coupling? {
        guard count <= factors.count else {
            issues.append(
                Issue(
                    "a factor model of \(count) components needs as many risk factors, the portfolio uses \(factors.count)",
                    hint: "at most \(factors.count) components",
                    at: scenario.places.location(of: ["dependence", "factors"]), path: "dependence.factors",
                    from: [.dependence]))
            return nil
        }
        do {
            return Coupling(
                matrix: matrix, components: try PrincipalComponents(matrix, componentCount: count))
        } catch {
            issues.append(issue(error))
            return nil
        }
    }

    private mutating func repaired() -> RepairedCorrelation? {
        do {
            return try scenario.repair.type.init(scenario.repair.specification).repair(matrix)
        } catch {
            switch error {
            case .matrix(let error): issues.append(issue(error))
            case .notConverged:
                issues.append(
                    Issue(
                        error.description, hint: "try the repair eigenvalue-clip",
                        at: scenario.places.location(of: ["calibration", "repair"]), path: "calibration.repair"))
            }
            return nil
        }
    }

    /// A factorization's error in the words of the scenario.
    func issue(_ error: FactorizationError) -> Issue {
        let place = scenario.correlations.first?.location ?? scenario.correlationFile?.location
        let causes = ["correlations", "correlationFile"].map { Issue.Subject.setting(["market", $0]) }
        guard case .indefinite(let minor, let eigenvalue, let pairs) = error else {
            return Issue(
                "the correlations: \(error.description)", at: place, path: "market.correlations",
                from: causes)
        }
        let named = pairs.map { pair in
            "\(factors[pair.first]) with \(factors[pair.second]) (\(matrix[pair.first, pair.second]))"
        }.joined(separator: ", ")
        return Issue(
            "the correlations contradict each other: their matrix has the eigenvalue \(eigenvalue), and the leading minor"
                + " of order \(minor), which ends with \(factors[minor - 1]), is not positive; most contradictory: \(named)",
            hint: "correct one of these pairs, or set calibration.repair: {kind: nearest-correlation}", at: place,
            path: "market.correlations", from: causes)
    }
}
