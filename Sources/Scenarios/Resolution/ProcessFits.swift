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
    /// What a reader must know of the fits.
    private(set) var remarks: [DataIssue] = []

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
    init(_ requests: [Request], samples: [FactorSample], leaders: [Int: Int]) {
        processes = requests.map(\.process)
        fits = requests.map { _ in nil }
        let outcomes = Self.fit(requests, samples, except: Set(leaders.keys))
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case nil: break
            case .success(let fit):
                fits[index] = fit
                remarks += Self.remarks(on: fit, of: requests[index], samples[index])
                for parameter in fit.parameters where parameter.isSetting {
                    processes[index].settings[parameter.name] = .number(parameter.value)
                }
            case .failure(let error):
                issues.append(Self.issue(requests[index], error))
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
            let sample = samples[open[iteration]]
            return Result { () throws(FitError) -> ProcessFit in
                if EvenGrowth.holds(from: sample.from, to: sample.to, dates: sample.dates) { throw .evenGrowth }
                return try request.process.type.fit(sample, given: request.process.specification)
            }
        }
        for (index, outcome) in zip(open, fitted) { outcomes[index] = outcome }
        return outcomes
    }

    /// What the fit says of itself, and whether its volatility of today has anything to do with the changes.
    private static func remarks(on fit: ProcessFit, of request: Request, _ sample: FactorSample) -> [DataIssue] {
        var remarks = fit.remarks
        let changes = sample.changes(request.process.type.change(request.process.specification))
        let meanSquare = changes.reduce(0) { $0 + $1 * $1 } / Double(max(changes.count, 1))
        var settings = request.process.specification
        for parameter in fit.parameters where parameter.isSetting {
            settings.settings[parameter.name] = .number(parameter.value)
        }
        if let today = request.process.type.volatility(in: settings), meanSquare > 0 {
            let ratio = today * FactorSample.step.squareRoot() / meanSquare.squareRoot()
            if !(ratio > 0.2 && ratio < 5) {
                remarks.append(
                    .init(
                        .volatility,
                        "the volatility of today is \(significant(ratio)) times that of the \(changes.count) changes of the"
                            + " window"))
            }
        }
        return remarks.map {
            DataIssue(
                severity: .warning, factor: request.factor, date: sample.dates.last, rule: $0.rule.rawValue,
                message: "\(fit.kind) fitted to \(request.factor): \($0.words)")
        }
    }

    /// To two digits.
    private static func significant(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return value }
        var unit = 1.0
        while value / unit >= 100 { unit *= 10 }
        while value / unit < 10 { unit /= 10 }
        return (value / unit).rounded() * unit
    }

    private static func issue(_ request: Request, _ error: FitError) -> Issue {
        let factor = request.factor
        let causes: [Issue.Subject] = [.rule(of: factor), .volatility(of: factor)]
        if case .tooFewMoves(_, 0) = error {
            let open = request.open(hasHistory: false).joined(separator: ", ")
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
                FittedParameter(
                    name: $0.name, value: $0.value, standardError: $0.standardError,
                    robustStandardError: $0.robustStandardError)
            },
            logLikelihood: fit.logLikelihood, akaike: fit.akaike, bayesian: fit.bayesian,
            observations: fit.observations)
    }
}
