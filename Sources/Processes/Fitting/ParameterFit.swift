import Optimization
import Settings

/// Settings of a process estimated by maximum likelihood, those that the scenario gives held fixed.
struct ParameterFit {
    /// One parameter that the likelihood depends on.
    struct Unknown {
        var name: String
        var bounds: ClosedRange<Double>
        /// A typical size of changes that matter.
        var scale: Double
        /// Whether it is a setting of the process; otherwise it belongs to the fit alone.
        var isSetting = true
        /// What it means where the fit ends at the lowest or the highest value; nil where nobody needs to know.
        var meanings: [SearchEnd: String] = [:]
    }

    let values: [Double]
    let parameters: [ProcessFit.Parameter]
    let logLikelihood: Double
    let freeCount: Int
    private(set) var remarks: [FitRemark] = []
    /// Whether each search ended of itself.
    private(set) var isComplete = true

    /// - Parameters:
    ///   - starts: values of all unknowns, in their order, within their bounds; the best end wins.
    ///   - given: what the scenario states.
    ///   - edge: as of `MaximumLikelihood`.
    init(
        _ unknowns: [Unknown], from starts: [[Double]], given: Specification,
        search: Minimizer.Method = .subplex, difference: Double = 1e-3, evaluationLimit: Int = 20_000,
        edge: Double = -.infinity, _ logLikelihood: ([Double]) -> Double
    ) throws(FitError) {
        let held = unknowns.map { $0.isSetting && given.has($0.name) ? given.number($0.name) : nil }
        let free = unknowns.indices.filter { held[$0] == nil }
        func whole(_ point: [Double]) -> [Double] {
            var values = held.map { $0 ?? 0 }
            for (place, value) in zip(free, point) { values[place] = value }
            return values
        }
        freeCount = free.count
        var errors = [Double?](repeating: nil, count: unknowns.count)
        var values = whole([])
        if free.isEmpty {
            self.logLikelihood = logLikelihood(values)
        } else {
            do {
                let fit = try MaximumLikelihood(
                    free.map { .init(unknowns[$0].name, unknowns[$0].bounds, scale: unknowns[$0].scale) },
                    from: starts.map { start in free.map { start[$0] } }, search: search, difference: difference,
                    evaluationLimit: evaluationLimit, edge: edge
                ) { logLikelihood(whole($0)) }
                values = whole(fit.estimates)
                isComplete = fit.isComplete
                self.logLikelihood = fit.logLikelihood
                for (place, error) in zip(free, fit.standardErrors) { errors[place] = error }
                for (place, end) in zip(free, fit.ends) {
                    guard let end, let meaning = unknowns[place].meanings[end] else { continue }
                    remarks.append(
                        .init(.atBound, "\(unknowns[place].name) ends at \(end.words) that is looked for: \(meaning)"))
                }
                let loose = free.indices.filter { fit.ends[$0] == nil }.map { unknowns[free[$0]].name }
                if fit.isFlat { remarks.append(.flat(loose)) }
            } catch {
                throw .notConverged("\(error)")
            }
        }
        guard self.logLikelihood.isFinite else { throw .notConverged("the history is impossible under the settings") }
        self.values = values
        parameters = unknowns.indices.map { place in
            ProcessFit.Parameter(
                unknowns[place].name, values[place], standardError: errors[place],
                isSetting: unknowns[place].isSetting)
        }
    }
}

extension ParameterFit {
    /// What was found without a search.
    init(
        _ parameters: [ProcessFit.Parameter], logLikelihood: Double, freeCount: Int, remarks: [FitRemark]
    ) {
        self.values = parameters.map(\.value)
        self.parameters = parameters
        self.logLikelihood = logLikelihood
        self.freeCount = freeCount
        self.remarks = remarks
    }
}

extension SearchEnd {
    var words: String { self == .lowest ? "the lowest value" : "the highest value" }
}
