import Market
import Reports
import Scenarios
import Settings
import Simulation

/// What the losses of a run take: eight bytes for every path of every book, and a copy of one book's while it is measured.
///
/// Drivers and levels are made block by block, so precision and factors count for nothing, and workers for little.
struct MemoryNeed {
    private let paths: Int
    private let nodes: Int
    private let positions: Int
    /// Samples that are kept at a time.
    private let samples: Int
    /// Whether positions are measured one by one, in portions of 400 MB at the most.
    private let measuresHoldings: Bool

    /// Beside the losses, for each worker and for the report: twice what was measured.
    private static let perWorker = 16e6
    private static let report = 96e6
    private static let portion = 4e8

    init(_ run: BoundRun, samples: Int, holdings: Bool) {
        paths = run.sampling.paths
        nodes = run.tree.nodes.count
        positions = run.positions.count
        self.samples = samples
        measuresHoldings = holdings
    }

    /// - Returns: in bytes.
    func bytes(paths: Int? = nil, nodes: Int? = nil, workers: Int) -> Double {
        let paths = Double(paths ?? self.paths)
        let losses = 8 * paths * Double(samples * (nodes ?? self.nodes) + 1)
        let holdings = measuresHoldings ? min(Self.portion, 8 * paths * Double(positions)) + 16 * paths : 0
        return losses + holdings + Self.report + Self.perWorker * Double(workers)
    }

    /// The most paths that fit into some bytes, to two digits; nil where that is none.
    func fittingPaths(_ room: Double, workers: Int) -> Int? {
        let most = largest(below: paths) { bytes(paths: $0, workers: workers) <= room }
        var unit = 1
        while most / unit >= 100 { unit *= 10 }
        return most > 0 ? most / unit * unit : nil
    }

    /// The most books (the portfolio among them) whose losses fit into some bytes; nil where that is none.
    func fittingNodes(_ room: Double, workers: Int) -> Int? {
        let most = largest(below: nodes) { bytes(nodes: $0, workers: workers) <= room }
        return most > 0 ? most : nil
    }

    /// The largest number below another that passes; zero where none does.
    private func largest(below count: Int, _ passes: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if passes(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// What is too little, and what would fit.
    func issue(_ limit: MemoryLimit, isDrawn: Bool, workers: Int, in places: RunPlaces) -> Issue {
        let room = Double(limit.room)
        var advice: [String] = []
        if isDrawn, let fitting = fittingPaths(room, workers: workers) {
            advice.append("--paths \(fitting) would")
        }
        if let fitting = fittingNodes(room, workers: workers) {
            advice.append("at most \(NumberText.counted(fitting, "book")) would, the portfolio counted as one")
        }
        let words =
            advice.isEmpty ? "no number of paths would fit" : "what would fit: " + advice.joined(separator: ", or ")
        return Issue(
            "\(NumberText.counted(paths, "path")) of \(NumberText.counted(nodes, "book")) need"
                + " \(Self.megabytes(bytes(workers: workers))) MB, and \(Self.megabytes(room)) are left: \(limit.name),"
                + " \(Self.megabytes(Double(limit.most))) MB, of which \(Self.megabytes(Double(limit.used))) are in use",
            hint: words + "; single precision would not help, for losses are kept in double precision",
            at: places.location(of: ["simulation", "paths"]), path: "simulation.paths", nature: .shortage)
    }

    private static func megabytes(_ bytes: Double) -> String { NumberText.integer(Int((bytes / 1e6).rounded(.up))) }
}
