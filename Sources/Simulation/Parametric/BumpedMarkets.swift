import Instruments
import Kernels

/// The market of today seen at the horizon, and the same with one factor or two moved a little: what sensitivities are
/// taken on, as one more source of market states.
///
/// State 0 is unmoved; states 1 + 2i and 2 + 2i have factor i up and down; after those come, for each pair of factors
/// i < j, both up and both down. An instrument that looks at the market before the horizon sees the same levels then.
struct BumpedMarkets: ScenarioSource {
    let layout: MarketLayout
    private var levels: [Double]
    /// In the units of the levels.
    private let bumps: [Double]
    private let pairs: [(first: Int, second: Int)]

    init(layout: MarketLayout, levels: [Double], bumps: [Double], includesPairs: Bool) {
        self.layout = layout
        self.levels = levels
        self.bumps = bumps
        pairs = includesPairs ? Self.pairs(levels.count) : []
    }

    /// In the order of the states: (0, 1), (0, 2), …, (1, 2), …
    static func pairs(_ count: Int) -> [(first: Int, second: Int)] {
        (0..<count).flatMap { first in (first + 1..<max(count, first + 1)).map { (first, $0) } }
    }

    var pathCount: Int { 1 + 2 * levels.count + 2 * pairs.count }
    var blockUnit: Int { 1 }
    var workingRowCount: Int { layout.rowCount }

    func makeWorkspace(pathCount: Int) {}

    func advance(
        _ market: MutableRows, factors: [Int], stage: Int, drivers: Rows, paths: Range<Int>, _ workspace: Void
    ) {
        for factor in factors {
            for place in layout.rows(of: factor) {
                let row = market[place]
                for column in 0..<paths.count { row[column] = levels[factor] }
            }
        }
        func move(_ factor: Int, _ column: Int, isUp: Bool) {
            for place in layout.rows(of: factor) {
                market[place][column] = levels[factor] + (isUp ? bumps[factor] : -bumps[factor])
            }
        }
        let count = levels.count
        for (column, path) in paths.enumerated() where path > 0 && path < pathCount {
            if path <= 2 * count {
                move((path - 1) / 2, column, isUp: path % 2 == 1)
            } else {
                let place = path - 1 - 2 * count
                let pair = pairs[place / 2]
                move(pair.first, column, isUp: place % 2 == 0)
                move(pair.second, column, isUp: place % 2 == 0)
            }
        }
    }
}

extension BumpedMarkets: RunSource {
    func with(levelsOf market: BoundMarket) -> BumpedMarkets {
        var moved = self
        moved.levels = market.levels
        return moved
    }
}
