import Kernels

/// A step of Heston's process on a row of paths, with its plain twin: five business days, and the variance so volatile
/// that it often touches zero.
func stochasticVolatilityBenchmarks() {
    let step = HestonStep(
        meanReversion: 6.21, longVariance: 0.019, volatilityOfVariance: 0.61, correlation: -0.7, drift: 0,
        length: 5.0 / 252)
    let shocks = Block(-2.5...2.5)
    let state = Block(0...0.04)
    measure("Heston step", numbers: Block.size) {
        for row in 0..<Block.rowCount {
            let other = shocks.x[Block.rowCount - 1 - row]
            _ = state.out[0].update(fromContentsOf: state.x[row])
            Elementwise.advanceHeston(
                step, assetShock: shocks.x[row], ownShock: other, variance: state.out[0], logLevel: state.out[1])
        }
    }
    measure("Heston step, plain", numbers: Block.size) {
        for row in 0..<Block.rowCount {
            let other = shocks.x[Block.rowCount - 1 - row]
            _ = state.out[0].update(fromContentsOf: state.x[row])
            Elementwise.advanceHestonReference(
                step, assetShock: shocks.x[row], ownShock: other, variance: state.out[0], logLevel: state.out[1])
        }
    }
}
