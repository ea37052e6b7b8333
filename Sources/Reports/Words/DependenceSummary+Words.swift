import Market
import Measures

extension DependenceSummary {
    /// “degrees of freedom 4.91 ± 0.25; log-likelihood 2,227.7 above the normal law's”, or nil where nothing was fitted.
    package var fitWords: Prose? {
        guard let method, !parameters.isEmpty else { return nil }
        var words: Prose = "\(Prose(parameters.map { FitWords.parameter($0) }, separator: ", ")); by \(method)"
        if let logLikelihood, let normalLogLikelihood {
            let gain = logLikelihood - normalLogLikelihood
            let place = gain >= 0 ? "above the normal law's" : "below the normal law's"
            words.append("; log-likelihood \(.decimal(logLikelihood, 1)), \(.decimal(abs(gain), 1)) \(place)")
        }
        return words
    }

    /// “EQ.CVX and EQ.XOM 0.44, EQ.KO and EQ.PEP 0.27”, or nil where extremes come one by one.
    package var tailWords: Prose? {
        guard !tailDependence.isEmpty else { return nil }
        let pairs = tailDependence.map { pair -> Prose in
            "\(pair.between.map(\.name).joined(separator: " and ")) \(.decimal(pair.value, 2))"
        }
        return Prose(pairs, separator: ", ")
    }

    /// “20 generalised-pareto-tails, 1 student-t”, or nil where every factor moves as the dependence has it.
    package var marginalWords: String? {
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

    /// The marginal laws, a row each; empty where there are none.
    package var marginalBlocks: [DocumentBlock] {
        guard !marginals.isEmpty else { return [] }
        let table = DocumentTable(
            caption: "Marginal laws", stub: "Factor",
            columns: [
                .init("Law", .words), .init("Fitted", .prose), .init("Lower shape by threshold", .prose),
                .init("Upper shape by threshold", .prose),
            ],
            rows: marginals.map { marginal in
                .init(
                    marginal.factor.name,
                    [
                        .init(marginal.kind),
                        .init(Prose(marginal.parameters.map { FitWords.parameter($0) }, separator: ", ")),
                        .init(Self.shapes(marginal.lowerThresholds)), .init(Self.shapes(marginal.upperThresholds)),
                    ])
            })
        return [
            .heading("Marginal laws"),
            .paragraph(
                """
                The shape of a tail should change little from threshold to threshold; each is given with the share of \
                changes beyond.
                """), .table(table),
        ]
    }

    /// “0.17 at 5%, 0.15 at 7.5%”.
    private static func shapes(_ rows: [MarginalSummary.ThresholdRow]) -> Prose {
        Prose(
            rows.map { "\(.decimal($0.shape, 2)) at \(.number($0.share * 100, digits: 3))%" }, separator: ", ")
    }
}
