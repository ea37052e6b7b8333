import Market

/// A ladder or a grid with its gains by the names of books and positions. Figures are one list of a ladder, and a list of lists,
/// row by row, of a grid.
struct WrittenGrid: Codable {
    let grid: StressGrid
    let holders: StressHolders

    private enum CodingKeys: CodingKey { case rows, columns, profitAndLoss, worst, byBook, byClass, byPosition }

    private struct ClassGain: Codable {
        let factorClass: FactorClass
        let profitAndLoss: Gains

        enum CodingKeys: String, CodingKey {
            case factorClass = "class"
            case profitAndLoss
        }
    }

    private enum Gains: Codable {
        case ladder([Double])
        case grid([[Double]])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let rows = try? container.decode([[Double]].self), !rows.isEmpty {
                self = .grid(rows)
            } else {
                self = .ladder(try container.decode([Double].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .ladder(let gains): try container.encode(gains)
            case .grid(let rows): try container.encode(rows)
            }
        }

        /// Row by row.
        var all: [Double] {
            switch self {
            case .ladder(let gains): gains
            case .grid(let rows): rows.flatMap(\.self)
            }
        }
    }

    init(grid: StressGrid, holders: StressHolders) {
        self.grid = grid
        self.holders = holders
    }

    private func gains(_ all: [Double]) -> Gains {
        guard let width = grid.columns?.values.count else { return .ladder(all) }
        return .grid(stride(from: 0, to: all.count, by: width).map { Array(all[$0..<$0 + width]) })
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(grid.rows, forKey: .rows)
        if let columns = grid.columns { try container.encode(columns, forKey: .columns) }
        try container.encode(gains(grid.profitAndLoss), forKey: .profitAndLoss)
        try container.encode(grid.worst, forKey: .worst)
        try container.encode(holders.byBook(grid.byBook.map(gains)), forKey: .byBook)
        let classes = grid.byClass.map {
            ClassGain(factorClass: $0.factorClass, profitAndLoss: gains($0.profitAndLoss))
        }
        try container.encode(classes, forKey: .byClass)
        try container.encode(holders.byPosition(grid.byPosition.map(gains)), forKey: .byPosition)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let classes = try container.decode([ClassGain].self, forKey: .byClass)
        grid = StressGrid(
            rows: try container.decode(StressGrid.Axis.self, forKey: .rows),
            columns: try container.decodeIfPresent(StressGrid.Axis.self, forKey: .columns),
            profitAndLoss: try container.decode(Gains.self, forKey: .profitAndLoss).all,
            worst: try container.decode(Int.self, forKey: .worst),
            byBook: try container.decode([BookGain<Gains>].self, forKey: .byBook).map(\.profitAndLoss.all),
            byClass: classes.map { ($0.factorClass, $0.profitAndLoss.all) },
            byPosition: try container.decode([PositionGain<Gains>].self, forKey: .byPosition).map(\.profitAndLoss.all))
        holders = StressHolders(books: [], positions: [])
    }
}
