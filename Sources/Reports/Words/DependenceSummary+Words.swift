import Market
import Measures

extension DependenceSummary {
    /// “degrees of freedom 4.91 ± 0.25; log-likelihood 2,227.7 above the normal law's”, or nil where nothing was fitted.
    var fitWords: String? {
        guard let method, !parameters.isEmpty else { return nil }
        var words = parameters.map { FitWords.parameter($0) }.joined(separator: ", ") + "; by \(method)"
        if let logLikelihood, let normalLogLikelihood {
            let gain = logLikelihood - normalLogLikelihood
            words += "; log-likelihood \(NumberText.fixed(logLikelihood, decimals: 1)), "
            words += NumberText.fixed(abs(gain), decimals: 1)
            words += gain >= 0 ? " above the normal law's" : " below the normal law's"
        }
        return words
    }

    /// “EQ.CVX and EQ.XOM 0.44, EQ.KO and EQ.PEP 0.27”, or nil where extremes come one by one.
    var tailWords: String? {
        guard !tailDependence.isEmpty else { return nil }
        return tailDependence.map { pair in
            pair.between.map(\.name).joined(separator: " and ") + " "
                + NumberText.fixed(pair.value, decimals: 2)
        }.joined(separator: ", ")
    }

    /// “20 generalised-pareto-tails, 1 student-t”, or nil where every factor moves as the dependence has it.
    var marginalWords: String? {
        guard !marginals.isEmpty else { return nil }
        var counts: [(kind: String, count: Int)] = []
        for marginal in marginals {
            if let index = counts.firstIndex(where: { $0.kind == marginal.kind }) {
                counts[index].count += 1
            } else {
                counts.append((marginal.kind, 1))
            }
        }
        return counts.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
    }
}
