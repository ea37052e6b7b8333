import Instruments
import LinearAlgebra
import Market

/// When stated market states hold.
public enum ValuationTime: Sendable {
    /// At once: a shock.
    case today
    /// After the run's horizon has passed.
    case horizon
}

extension BoundRun {
    /// What every book node gains or loses where the market moves to stated levels.
    ///
    /// - Parameter levels: states × factors, in the order of the run's factors, each level possible for its factor.
    /// - Returns: nodes × states.
    public func profitAndLoss(
        levels: Matrix, at time: ValuationTime = .today, workers: Int = 1
    ) -> ProfitAndLoss {
        let source = LevelStates(layout: layout(at: time), levels: levels)
        let revaluation =
            time == .horizon
            ? self.revaluation : Revaluation(positions, base: run.baseCurrency, layout: source.layout, tree: tree)
        return BlockLoop(source, revaluation).gains(
            over: valuesToday, workers: workers, blockPaths: nil, progress: nil)
    }

    /// The same for every position.
    ///
    /// - Returns: positions × states.
    public func positionProfitAndLoss(
        levels: Matrix, at time: ValuationTime = .today, workers: Int = 1
    ) -> ProfitAndLoss {
        let source = LevelStates(layout: layout(at: time), levels: levels)
        let revaluation = Revaluation(each: positions, base: run.baseCurrency, layout: source.layout)
        return BlockLoop(source, revaluation).gains(
            over: positionValuesToday, workers: workers, blockPaths: nil, progress: nil)
    }

    /// The value of every position today.
    public var positionValuesToday: [Double] {
        Revaluation(each: positions, base: run.baseCurrency, layout: layout(at: .today))
            .evaluate(levels: levels)
    }

    /// Where the rows of stated market states are.
    func layout(at time: ValuationTime) -> MarketLayout {
        switch time {
        case .today: source.layout.today
        case .horizon: source.layout
        }
    }
}
