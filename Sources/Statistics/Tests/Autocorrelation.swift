extension Descriptive {
    /// The autocorrelations of lags 1 to `lags`: r_k = Σ(x_t − m)(x_{t+k} − m) / Σ(x_t − m)², sums over what there is.
    ///
    /// Of independent values each has a standard error of about 1/√n. Zeros for a constant sample.
    /// Source: G. E. P. Box, G. M. Jenkins, “Time Series Analysis: Forecasting and Control”, Holden-Day 1970, section 2.1.
    public func autocorrelations(lags: Int) -> [Double] {
        let moves = sample.map { $0 - mean }
        let variance = moves.reduce(0) { $0 + $1 * $1 }
        guard variance > 0 else { return [Double](repeating: 0, count: lags) }
        return (0..<lags).map { index in
            let lag = index + 1
            guard lag < moves.count else { return 0 }
            return zip(moves, moves[lag...]).reduce(0) { $0 + $1.0 * $1.1 } / variance
        }
    }
}
