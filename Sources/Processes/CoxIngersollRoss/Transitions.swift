import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension CoxIngersollRoss {
    /// The daily moves of a history under the law of the process.
    struct Transitions {
        private let sample: FactorSample
        /// Square roots of the levels before and after, and log(after/before)/2: what the density needs again and again.
        private let roots: [(from: Double, to: Double)]
        private let halfLogarithms: [Double]

        init(_ sample: FactorSample) {
            self.sample = sample
            roots = zip(sample.from, sample.to).map { ($0.squareRoot(), $1.squareRoot()) }
            halfLogarithms = zip(sample.from, sample.to).map { 0.5 * log($1 / $0) }
        }

        /// c, √(e^(−κΔ)/c) and d of a daily step.
        private func daily(_ law: Coefficients) -> (scale: Double, decay: Double, degrees: Double) {
            let reversion = MeanReversion(speed: law.κ)
            let scale = law.σ * law.σ * reversion.weight(over: FactorSample.step) / 4
            return (scale, reversion.decay(over: FactorSample.step), 4 * law.κ * law.θ / (law.σ * law.σ))
        }

        /// Of the changes; the same as the sum of `NonCentralChiSquareDistribution.logDensity`.
        func logLikelihood(_ law: Coefficients) -> Double {
            let (scale, decay, degrees) = daily(law)
            guard scale > 0, degrees.isFinite else { return -.infinity }
            let ν = degrees / 2 - 1
            let before = (decay / scale).squareRoot()
            let after = 1 / scale.squareRoot()
            // (x'/(x·decay))^(ν/2): the decay is the same for all.
            var sum = -Double(roots.count) * (log(2 * scale) + ν / 2 * log(decay))
            for (root, logarithm) in zip(roots, halfLogarithms) {
                let (a, b) = (root.from * before, root.to * after)
                sum += ν * logarithm - (b - a) * (b - a) / 2 + logScaledBesselI(order: ν, a * b)
            }
            return sum
        }

        func uniforms(_ law: Coefficients) -> [Double] {
            let (scale, decay, degrees) = daily(law)
            return zip(sample.from, sample.to).map { from, to in
                NonCentralChiSquareDistribution(degreesOfFreedom: degrees, nonCentrality: from * decay / scale)
                    .cumulative(to / scale)
            }
        }

        /// Absolute, per √year.
        func volatilities(_ law: Coefficients) -> [Double] {
            let (scale, decay, degrees) = daily(law)
            return sample.from.map { from in
                let variance = scale * scale * (2 * degrees + 4 * from * decay / scale)
                return (variance / FactorSample.step).squareRoot()
            }
        }
    }
}
