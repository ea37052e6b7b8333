import Kernels
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A mixture of normal laws: that of a logarithmic change whose mean and variance are themselves random.
package struct NormalMixture: Sendable {
    package var weights: [Double] = []
    package var means: [Double] = []
    package var deviations: [Double] = []

    package mutating func add(weight: Double, mean: Double, deviation: Double) {
        weights.append(weight)
        means.append(mean)
        deviations.append(max(deviation, 1e-150))
    }

    /// The probability of at most `x`.
    package func cumulative(_ x: Double) -> Double {
        weights.indices.reduce(0) { sum, k in
            sum + weights[k] * NormalDistribution.standard.cumulative((x - means[k]) / deviations[k])
        }
    }

    package var mean: Double { zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 } }

    package var variance: Double {
        let centre = mean
        return weights.indices.reduce(0) { sum, k in
            let distance = means[k] - centre
            return sum + weights[k] * (deviations[k] * deviations[k] + distance * distance)
        }
    }

    /// log Π P(cell)/width: comparable to the likelihood of a density.
    func logLikelihood(_ sample: GroupedSample) -> Double {
        let count = sample.edges.count
        var probabilities = [Double](repeating: 0, count: count)
        var tails = [Double](repeating: 0, count: 2 * count)
        for k in weights.indices {
            let (mean, scale) = (means[k], 1 / deviations[k])
            for cell in 0..<count {
                // Both edges seen from the nearer tail, which keeps its digits.
                let low = (sample.edges[cell] - mean) * scale
                let high = (sample.edges[cell] + sample.width - mean) * scale
                let isAbove = low + high > 0
                tails[cell] = isAbove ? -low : high
                tails[count + cell] = isAbove ? -high : low
            }
            tails.withUnsafeMutableBufferPointer {
                Elementwise.normalDistribution(UnsafeBufferPointer($0), into: $0)
            }
            for cell in 0..<count { probabilities[cell] += weights[k] * (tails[cell] - tails[count + cell]) }
        }
        return (0..<count).reduce(0) { sum, cell in
            sum + sample.counts[cell] * log(max(probabilities[cell], 1e-300) / sample.width)
        }
    }

    /// The fit of a law of independent changes to their sample: uniforms and volatilities follow from the law.
    func fit(
        kind: String, _ parameters: ParameterFit, of changes: Descriptive
    ) -> ProcessFit {
        let volatility = (variance / FactorSample.step).squareRoot()
        return ProcessFit(
            kind: kind, parameters: parameters.parameters,
            method: "maximum likelihood of the changes in cells of 1/20 of their spread",
            logLikelihood: parameters.logLikelihood, observations: changes.count,
            freeParameters: parameters.freeCount, uniforms: changes.sample.map(cumulative),
            volatilities: [Double](repeating: volatility, count: changes.count), remarks: parameters.remarks)
    }
}
