import Market
import Measures
import Reports
import Scenarios
import Settings
import Simulation
import StudyKit

/// `twin replay`: some paths of a scenario, made again with every position and factor.
public struct ReplayStudy: Study {
    /// A path as somebody asks for it.
    public enum Choice: Hashable, Sendable {
        /// From 0.
        case path(Int)
        /// The first day of a historical scenario.
        case day(CalendarDate)
    }

    /// A scenario, and some of its paths.
    public struct Request: Sendable {
        public var scenario: ScenarioRequest
        public var paths: [Choice]

        public init(_ scenario: ScenarioRequest, paths: [Choice]) {
            self.scenario = scenario
            self.paths = paths
        }
    }

    public static let name = "replay"
    public static let outline = DocumentOutline.replay

    public init() {}

    public func document(of report: ReplayReport) -> Document { Document(report) }

    public func run(_ request: Request, in workshop: Workshop) throws -> ReplayReport {
        let resolved = try workshop.resolve(request.scenario)
        let run = resolved.run
        let paths = try Self.paths(request.paths, resolved, file: request.scenario.file)
        let replay = run.replay(paths, workers: workshop.workers)
        let moves = FactorMoves(run)
        let values = run.positionValuesToday
        func gains(_ sample: ProfitAndLoss, _ row: Int) -> [Double] { sample.withNode(row) { Array($0) } }
        var report = ReplayReport(
            run: RunSummary(resolved, of: request.scenario), version: Machine.version,
            currency: run.baseCurrency,
            value: run.valuesToday[0], levels: run.levels,
            paths: paths.enumerated().map { row, path in
                let levels = Array(replay.levels.row(row))
                return ReplayReport.Path(
                    path: path, dates: run.states.scenarioDates(path, in: resolved.scenarioDates),
                    gain: replay.nodes.withNode(0) { $0[row] },
                    moves: moves.moves(
                        to: levels,
                        losses: run.market.factors.indices.map { factor in
                            replay.factors.withNode(factor) { -$0[row] }
                        }), levels: levels)
            },
            positions: run.positions.indices.map { index in
                ReplayReport.Holding(
                    name: run.positions[index].id, book: run.positions[index].book, value: values[index],
                    gains: gains(replay.positions, index))
            },
            books: run.tree.nodes.indices.map { node in
                ReplayReport.Holding(
                    name: run.tree.nodes[node].path, book: run.tree.nodes[node].path,
                    value: run.valuesToday[node], gains: gains(replay.nodes, node))
            }, timeGain: replay.timeGain)
        report.kernels = Machine.kernels
        report.finding = resolved.finding(of: Self.name, asked: paths.map { .count($0) })
        report.isSingle = run.sampling.precision == .single
        guard report.positions.allSatisfy({ $0.value.isFinite && $0.gains.allSatisfy(\.isFinite) }) else {
            throw RiskRunError(run, sample: replay.nodes, workers: workshop.workers).placed(in: resolved.places)
        }
        return report
    }

    /// The paths that are meant, each once.
    private static func paths(
        _ choices: [Choice], _ resolved: ResolvedRun, file: String
    ) throws(Issues) -> [Int] {
        guard resolved.run.states.hasPaths else {
            throw Issues([
                Issue(
                    "a parametric simulation has no paths to replay",
                    hint: "choose another kind, as with --set simulation.kind=monte-carlo",
                    at: SourceLocation(file: file, line: 1, column: 1), path: "simulation")
            ])
        }
        var paths: [Int] = []
        var issues: [Issue] = []
        for choice in choices {
            do throws(Issue) {
                let path = try path(choice, resolved)
                if !paths.contains(path) { paths.append(path) }
            } catch {
                issues.append(error)
            }
        }
        guard issues.isEmpty else { throw Issues(issues) }
        return paths
    }

    private static func path(_ choice: Choice, _ resolved: ResolvedRun) throws(Issue) -> Int {
        let count = resolved.run.sampling.paths
        let unit = resolved.scenarios?.unit ?? "path"
        switch choice {
        case .path(let path):
            guard path < 0 || path >= count else { return path }
            throw Issue(
                "there is no \(unit) \(path): the run has \(count) of them",
                hint: "take a number from 0 to \(count - 1); “twin run” lists the worst ones",
                at: SourceLocation(file: "--path \(path)", line: 1, column: 1))
        case .day(let day):
            let place = SourceLocation(file: "--path \(day)", line: 1, column: 1)
            guard let first = resolved.days(ofScenario: 0)?.from, let last = resolved.days(ofScenario: count - 1)?.from
            else {
                throw Issue(
                    "a \(unit) of this run is drawn, and has no date",
                    hint: "give its number; or take --set simulation.kind=historical, whose scenarios are days",
                    at: place)
            }
            if let path = (0..<count).first(where: { resolved.days(ofScenario: $0)?.from == day }) { return path }
            let next = (0..<count).lazy.compactMap { resolved.days(ofScenario: $0)?.from }.first { $0 > day }
            throw Issue(
                "no \(unit) begins on \(day)",
                hint: day < first || day > last
                    ? "they begin from \(first) to \(last)"
                    : next.map { "the next one begins on \($0)" } ?? "they begin from \(first) to \(last)",
                at: place)
        }
    }
}
