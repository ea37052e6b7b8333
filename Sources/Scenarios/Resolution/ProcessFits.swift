import Market
import Measures
import Parallelism
import Processes
import Settings
import Simulation

/// The processes of a market's factors with every setting they need: what a scenario leaves open is fitted to the
/// factor's own history.
struct ProcessFits {
    /// In the order of the factors.
    private(set) var processes: [Chosen<any AssetProcess.Type>]
    /// Nil for a factor whose process needed no fit.
    private(set) var fits: [ProcessFit?]
    private(set) var issues: [Issue] = []

    /// A factor, its process as the scenario has it, and where that stands.
    struct Request {
        var factor: FactorID
        var process: Chosen<any AssetProcess.Type>
        var location: SourceLocation?
        var path: String

        /// Settings that the process cannot be without, and that the scenario leaves open.
        ///
        /// - Parameter hasHistory: without one, those count that do not follow from others.
        func open(hasHistory: Bool) -> [String] {
            let derived = hasHistory ? [] : process.type.derivedSettings
            return process.type.calibratedSettings.filter { !process.specification.has($0) && !derived.contains($0) }
        }
    }

    /// - Parameters:
    ///   - samples: the history of each factor; empty where it has none.
    ///   - leaders: for a node of a curve that moves as one, the node whose fit it takes over.
    ///   - frequency: how often a factor has a level; nil where it has none.
    init(
        _ requests: [Request], samples: [FactorSample], leaders: [Int: Int],
        frequency: (FactorID) -> LevelFrequency?
    ) {
        processes = requests.map(\.process)
        fits = requests.map { _ in nil }
        let outcomes = Self.fit(requests, samples, except: Set(leaders.keys))
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case nil: break
            case .success(let fit):
                fits[index] = fit
                for parameter in fit.parameters where parameter.isSetting {
                    processes[index].settings[parameter.name] = .number(parameter.value)
                }
            case .failure(let error):
                issues.append(Self.issue(requests[index], error, frequency(requests[index].factor)))
            }
        }
        for (index, leader) in leaders {
            processes[index].settings.merge(processes[leader].settings) { own, _ in own }
        }
    }

    /// Each fit depends on its own factor only, so they run side by side.
    private static func fit(
        _ requests: [Request], _ samples: [FactorSample], except followers: Set<Int>
    ) -> [Result<ProcessFit, FitError>?] {
        var outcomes = [Result<ProcessFit, FitError>?](repeating: nil, count: requests.count)
        let open = requests.indices.filter { index in
            !followers.contains(index) && !requests[index].open(hasHistory: samples[index].count > 0).isEmpty
        }
        let fitted = concurrentMap(open.count) { iteration in
            let request = requests[open[iteration]]
            return Result { () throws(FitError) -> ProcessFit in
                try request.process.type.fit(samples[open[iteration]], given: request.process.specification)
            }
        }
        for (index, outcome) in zip(open, fitted) { outcomes[index] = outcome }
        return outcomes
    }

    private static func issue(_ request: Request, _ error: FitError, _ frequency: LevelFrequency?) -> Issue {
        let factor = request.factor
        let causes: [Issue.Subject] = [.rule(of: factor), .volatility(of: factor)]
        if case .tooFewMoves(_, 0) = error {
            let open = request.open(hasHistory: false).joined(separator: ", ")
            if let frequency, !frequency.isDaily {
                return Issue(
                    "\(factor) follows \(request.process.kind) without \(open), which are fitted to daily moves, and its"
                        + " levels are \(frequency)",
                    hint: "state them beside the kind, choose a Brownian motion, or give \(factor) daily levels",
                    at: request.location, path: request.path, about: .factor(factor), from: causes)
            }
            return Issue(
                "\(request.factor) follows \(request.process.kind) without \(open), and has no history to fit them to",
                hint: "state them beside the kind, or give \(request.factor) a history", at: request.location,
                path: request.path, about: .factor(factor), from: causes)
        }
        let open = request.open(hasHistory: true).joined(separator: ", ")
        return Issue(
            "\(request.process.kind) cannot be fitted to \(request.factor): \(error.description)",
            hint: error.hint ?? "lengthen calibration.window, state \(open) beside the kind, or choose another process",
            at: request.location, path: request.path, about: .factor(factor), from: causes)
    }
}

extension FitSummary {
    init(_ factor: FactorID, _ fit: ProcessFit) {
        self.init(
            factor: factor, process: fit.kind, method: fit.method,
            parameters: fit.parameters.map {
                FittedParameter(name: $0.name, value: $0.value, standardError: $0.standardError)
            },
            logLikelihood: fit.logLikelihood, akaike: fit.akaike, bayesian: fit.bayesian,
            observations: fit.observations)
    }
}
