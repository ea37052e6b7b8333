import Kernels
import Testing

@Suite("Heston's step on rows")
struct HestonTests {
    static let kernelSets = KernelSet.available

    private func step(_ κ: Double, _ θ: Double, _ ξ: Double, _ ρ: Double, _ length: Double) -> HestonStep {
        HestonStep(
            meanReversion: κ, longVariance: θ, volatilityOfVariance: ξ, correlation: ρ, drift: 0.03, length: length)
    }

    /// Variances and logarithms after one step from a grid of variances and shocks.
    private func advanced(
        _ step: HestonStep, variances: [Double], asset: [Double], own: [Double],
        _ advance: (
            HestonStep, UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>,
            UnsafeMutableBufferPointer<Double>
        ) -> Void
    ) -> (variance: [Double], logLevel: [Double]) {
        var variance = variances
        var logLevel = [Double](repeating: 0.1, count: variances.count)
        asset.withUnsafeBufferPointer { asset in
            own.withUnsafeBufferPointer { own in
                variance.withUnsafeMutableBufferPointer { variance in
                    logLevel.withUnsafeMutableBufferPointer { advance(step, asset, own, variance, $0) }
                }
            }
        }
        return (variance, logLevel)
    }

    private static let variances = grid(0, 0.6, 701).map { $0 * $0 }
    private static let asset = (0..<701).map { 3.5 * Double(($0 * 37) % 101 - 50) / 50 }
    private static let own = (0..<701).map { 3.5 * Double(($0 * 53) % 103 - 51) / 51 }

    private static let steps: [(Double, Double, Double, Double, Double)] = [
        (4, 0.25, 1, -0.5, 1 / 52.0), (6.21, 0.019, 0.61, -0.7, 1 / 52.0), (2, 0.09, 1, -0.3, 0.25),
        (0.5, 0.04, 1, -0.9, 1), (0, 0.04, 0.5, 0.3, 0.02), (3, 0.04, 0.4, 0.95, 1 / 252.0), (3, 0.04, 2, 0.9, 1),
        (2, 0.04, 0.3, 1, 0.02), (2, 0.04, 0.3, -1, 0.02), (5, 0, 0.5, -0.5, 0.1),
    ]

    @Test("agrees with the scheme as its paper writes it", arguments: kernelSets)
    func plain(kernels: KernelSet) {
        for (κ, θ, ξ, ρ, length) in Self.steps {
            let step = step(κ, θ, ξ, ρ, length)
            let fast = advanced(step, variances: Self.variances, asset: Self.asset, own: Self.own) {
                Elementwise.advanceHeston(
                    $0, assetShock: $1, ownShock: $2, variance: $3, logLevel: $4, kernels: kernels)
            }
            let plain = advanced(step, variances: Self.variances, asset: Self.asset, own: Self.own) {
                Elementwise.advanceHestonReference($0, assetShock: $1, ownShock: $2, variance: $3, logLevel: $4)
            }
            for path in Self.variances.indices {
                let (v, w) = (fast.variance[path], plain.variance[path])
                #expect(abs(v - w) <= 1e-10 * (w + 1e-4), "\(κ) \(θ) \(ξ) \(ρ) \(length) at \(path)")
                let (x, y) = (fast.logLevel[path], plain.logLevel[path])
                #expect(abs(x - y) <= 1e-10 * (abs(y) + 1 + 1 / ξ), "\(κ) \(θ) \(ξ) \(ρ) \(length) at \(path)")
            }
        }
    }

    @Test("an element's bits do not depend on its position", arguments: kernelSets)
    func position(kernels: KernelSet) {
        let step = step(2, 0.04, 0.6, -0.7, 0.1)
        func run(_ range: Range<Int>) -> (variance: [Double], logLevel: [Double]) {
            advanced(
                step, variances: Array(Self.variances[range]), asset: Array(Self.asset[range]),
                own: Array(Self.own[range])
            ) {
                Elementwise.advanceHeston(
                    $0, assetShock: $1, ownShock: $2, variance: $3, logLevel: $4, kernels: kernels)
            }
        }
        let whole = run(0..<701)
        for range in [0..<1, 1..<34, 3..<303, 255..<258, 300..<701, 700..<701] {
            let part = run(range)
            #expect(part.variance.bits == Array(whole.variance[range]).bits)
            #expect(part.logLevel.bits == Array(whole.logLevel[range]).bits)
        }
    }

    @Test("no parameters and no shocks make it other than a number", arguments: kernelSets)
    func extremes(kernels: KernelSet) {
        let shocks = [-60, -8.57, -1e-9, 0, 1, 8.57, 60]
        for κ in [0, 1e-14, 1, 1e4] {
            for θ in [0, 1e-12, 0.04, 1e3] {
                for ξ in [0, 1e-9, 0.5, 1e3] {
                    for ρ in [-1, -0.5, 0, 1.0] {
                        for length in [1e-9, 0.02, 30] {
                            for v in [0, .leastNonzeroMagnitude, 1e-30, 0.04, 1e3] {
                                let end = advanced(
                                    step(κ, θ, ξ, ρ, length), variances: shocks.map { _ in v }, asset: shocks,
                                    own: shocks.reversed()
                                ) {
                                    Elementwise.advanceHeston(
                                        $0, assetShock: $1, ownShock: $2, variance: $3, logLevel: $4,
                                        kernels: kernels)
                                }
                                let good =
                                    end.variance.allSatisfy { $0 >= 0 && $0.isFinite }
                                    && end.logLevel.allSatisfy(\.isFinite)
                                if !good { Issue.record("\(κ) \(θ) \(ξ) \(ρ) \(length) \(v): \(end)") }
                            }
                        }
                    }
                }
            }
        }
    }
}
