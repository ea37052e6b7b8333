import Kernels

/// The loops over a row of paths, each with its plain twin.
func elementwiseBenchmarks() {
    let changes = Block(-0.5...0.5)
    measure("exponential", numbers: Block.size) {
        changes.each { Elementwise.scaledExponential(scale: 100, shift: 0, $0, into: $1) }
    }
    measure("exponential, plain", numbers: Block.size) {
        changes.each { Elementwise.scaledExponentialReference(scale: 100, shift: 0, $0, into: $1) }
    }
    let levels = Block(50...200)
    measure("logarithm", numbers: Block.size) { levels.each { Elementwise.logarithm($0, into: $1) } }
    measure("logarithm, plain", numbers: Block.size) { levels.each { Elementwise.logarithmReference($0, into: $1) } }
    let scores = Block(-6...6)
    measure("normal distribution", numbers: Block.size) {
        scores.each { Elementwise.normalDistribution($0, into: $1) }
    }
    measure("normal distribution, plain", numbers: Block.size) {
        scores.each { Elementwise.normalDistributionReference($0, into: $1) }
    }
    let probabilities = Block(0.001...0.999)
    measure("normal quantile", numbers: Block.size) {
        probabilities.each { Elementwise.normalQuantile($0, into: $1) }
    }
    let terms = EuropeanOptionTerms(isCall: true, strike: 100, time: 0.5)
    measure("option", numbers: Block.size) {
        levels.each {
            Elementwise.accumulateEuropeanOption(
                terms, weight: 1, spot: $0, rate: .constant(0.02), dividendYield: .constant(0.01),
                volatility: .constant(0.2), into: $1)
        }
    }
    measure("option, plain", numbers: Block.size) {
        levels.each {
            Elementwise.accumulateEuropeanOptionReference(
                terms, weight: 1, spot: $0, rate: .constant(0.02), dividendYield: .constant(0.01),
                volatility: .constant(0.2), into: $1)
        }
    }
    let weights = [Double](repeating: 0.5, count: Block.rowCount)
    measure("linear book", numbers: Block.size) {
        Elementwise.accumulate(weights: weights, rows: Array(0..<Block.rowCount), of: levels.x, into: levels.out[0])
    }
}
