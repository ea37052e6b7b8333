import Market
import Measures
import Risk

/// Reports to render: one as a bank would see it, and the odd ones.
enum ReportSample {
    /// Three levels of books, 25 factors with histories, a repaired correlation matrix, issues of every severity.
    static let bank = make(
        title: "Global macro and equity, year end", scenario: "Scenarios/year-end.yaml", factorCount: 25,
        books: [
            ("", 0, 1234, 412_345_678.25), ("Equity", 1, 640, 251_004_113.5), ("Equity/US", 2, 410, 182_230_400),
            ("Equity/US/Tech", 3, 150, 96_511_020), ("Equity/US/Energy", 3, 260, 85_719_380),
            ("Equity/Europe", 2, 210, 71_003_113.5), ("Equity/Hedges", 2, 20, -2_229_400),
            ("Rates", 1, 480, 148_221_064.75), ("Rates/Government", 2, 310, 120_077_000),
            ("Rates/Swaps", 2, 170, 28_144_064.75), ("Currencies & commodities", 1, 114, 13_120_500),
        ], scale: 12_345_600)

    /// One position on one factor that has no history.
    static let single: RiskReport = {
        var report = make(
            title: "One share", scenario: "one.yaml", factorCount: 1, books: [("", 0, 1, 100)], scale: 4.13)
        report.portfolio.positions = 1
        report.model.histories = []
        report.model.covariance = nil
        report.model.window = nil
        report.model.repair = nil
        report.dataIssues = []
        report.notes = []
        return report
    }()

    /// 200 factors, amounts of 1e15, names far too long, markup in every text, ends of intervals missing.
    static let extreme: RiskReport = {
        let long = "A book whose name goes on and on <b>&\"quoted\"</b> until nobody remembers how it began, 2022"
        var report = make(
            title:
                "Stress & <script>alert(\"x\")</script> of everything that could possibly be held by anybody anywhere",
            scenario: "it's a file.yaml", factorCount: 200,
            books: [("", 0, 10_000, 1.234e15), (long, 1, 9_999, 1.2e15), (long + "/" + long, 2, 1, -3.4e13)],
            scale: 1.5e14)
        for index in report.figures.indices {
            report.figures[index].estimate.low = index % 2 == 0 ? nil : report.figures[index].estimate.low
            report.figures[index].estimate.high = nil
        }
        return report
    }()

    /// A portfolio that gains even in the tail: all losses are smaller by one and a half times value-at-risk.
    static let gain: RiskReport = {
        var report = bank
        let shift = 1.5 * 12_345_600
        func shifted(_ estimate: Estimate) -> Estimate {
            Estimate(
                value: estimate.value - shift, standardError: estimate.standardError,
                low: estimate.low.map { $0 - shift },
                high: estimate.high.map { $0 - shift })
        }
        for index in report.figures.indices where report.figures[index].book.isEmpty {
            let kind = report.figures[index].kind
            guard kind != "probability-of-loss", kind != "standard-deviation" else { continue }
            report.figures[index].estimate = shifted(report.figures[index].estimate)
        }
        for series in report.convergence.indices {
            for point in report.convergence[series].points.indices {
                let estimate = report.convergence[series].points[point].estimate
                report.convergence[series].points[point].estimate = shifted(estimate)
            }
        }
        report.histogram.start -= shift
        return report
    }()

    static let all = [bank, single, extreme, gain]

    /// Of the figures.
    static let measures: [any RiskMeasure.Type] = [
        ValueAtRisk.self, ExpectedShortfall.self, MeanLoss.self, StandardDeviation.self, WorstLoss.self,
        ProbabilityOfLoss.self,
    ]

    private static func make(
        title: String, scenario: String, factorCount: Int,
        books: [(path: String, depth: Int, positions: Int, value: Double)], scale: Double
    ) -> RiskReport {
        let shares = [1, 0.83, 0.64, 0.41, 0.33, 0.31, -0.12, 0.29, 0.24, 0.11, 0.08]
        let kinds: [(measure: any RiskMeasure, ratio: Double, error: Double)] = [
            (ValueAtRisk(confidence: 0.99), 1, 0.0036), (ExpectedShortfall(confidence: 0.975), 1.0132, 0.0041),
            (ValueAtRisk(confidence: 0.95), 0.7071, 0.0026), (MeanLoss(), -0.0211, 0.0014),
            (StandardDeviation(), 0.4314, 0.001), (WorstLoss(), 2.113, 0),
        ]
        func estimate(_ value: Double, _ error: Double) -> Estimate {
            Estimate(value: value, standardError: error, low: value - 1.94 * error, high: value + 1.98 * error)
        }
        var figures: [RiskFigure] = []
        for (index, book) in books.enumerated() {
            for kind in kinds {
                let value = scale * shares[index] * kind.ratio
                figures.append(
                    RiskFigure(
                        key: FigureKey(kind.measure, book: book.path),
                        estimate: estimate(value, scale * abs(shares[index]) * kind.error),
                        estimator:
                            "order statistics, the last one weighted by the remainder; interval by the binomial law"))
            }
            figures.append(
                RiskFigure(
                    key: FigureKey(ProbabilityOfLoss(), book: book.path),
                    estimate: estimate(0.4817 - 0.01 * Double(index), 0.00158), estimator: "relative frequency"))
        }
        let summaries = books.enumerated().map { index, book in
            let children = books.indices.filter {
                books[$0].depth == book.depth + 1 && (book.path.isEmpty || books[$0].path.hasPrefix(book.path + "/"))
            }
            let leading = kinds.prefix(children.isEmpty ? 0 : 2)
            let diversification = leading.map { kind in
                let sum = children.reduce(0) { $0 + shares[$1] * kind.ratio * scale }
                return Diversification(
                    key: FigureKey(kind.measure, book: book.path), sumOfChildren: sum,
                    benefit: sum - shares[index] * kind.ratio * scale)
            }
            return BookSummary(
                path: book.path, name: book.path.split(separator: "/").last.map(String.init) ?? "Portfolio",
                depth: book.depth, positions: book.positions, value: book.value, diversification: diversification)
        }
        let model = model(factorCount: factorCount)
        return RiskReport(
            run: RunSummary(
                id: "3f2a91c04b7de8516f0a2b9c8d7e6f5041322314a5b6c7d8e9f0123456789abc", title: title,
                scenario: scenario, asOf: CalendarDate(iso: "2022-12-28")!, seed: 42, paths: 100_000, horizonDays: 10,
                steps: 1),
            engine: EngineSummary(
                version: "0.1.0", blasCore: "SkylakeX", simd: "x86-64-v4", workers: 2, precision: "double"),
            timings: Timings(start: 0.0101, load: 0.1034, calibrate: 0.0871, simulate: 0.4123, measure: 0.0118),
            portfolio: PortfolioSummary(
                currency: .usDollar, value: books[0].value, positions: books[0].positions),
            figures: figures, books: summaries, histogram: histogram(scale: scale),
            convergence: convergence(scale: scale), model: model, dataIssues: issues(model.factors.map(\.id)),
            notes: [
                "3 positions are valued with the parameters of the scenario because their factors have no history.",
                "The horizon is longer than the shortest time to expiry: 2 options expire within it.",
            ])
    }

    /// Sixty bins of a normal law whose 99 % quantile is one scale.
    private static func histogram(scale: Double) -> Histogram {
        let width = scale * 3.4 / 60
        let start = -1.6 * scale
        let counts = (0..<60).map { bin -> Int in
            let z = (start + (Double(bin) + 0.5) * width) / (scale * 0.43)
            var density = 1.0
            for _ in 0..<64 { density *= 1 - z * z / 128 > 0 ? 1 - z * z / 128 : 0 }
            return Int(100_000 * density * 0.3989 * width / (scale * 0.43))
        }
        return Histogram(start: start, binWidth: width, counts: counts, below: 7, above: 21)
    }

    private static func convergence(scale: Double) -> [ConvergenceSeries] {
        let measures: [(any RiskMeasure, Double)] = [
            (ValueAtRisk(confidence: 0.99), 1.0), (ExpectedShortfall(confidence: 0.975), 1.0132),
        ]
        return measures.map { measure, ratio in
            var paths = 100.0
            let points = (0..<30).map { index -> ConvergenceSeries.Point in
                if index > 0 { paths *= 1.268_961 }
                let error = 1.14 * scale / paths.squareRoot()
                let wobble = [0.9, -1.3, 0.4, 1.1, -0.6, 0.2, -0.9, 0.7][index % 8]
                let value = ratio * scale + wobble * error * (index == 29 ? 0 : 0.9)
                return .init(
                    paths: index == 29 ? 100_000 : Int(paths),
                    estimate: Estimate(
                        value: value, standardError: error, low: value - 1.96 * error,
                        high: index < 3 ? nil : value + 2 * error))
            }
            return ConvergenceSeries(key: FigureKey(measure), points: points)
        }
    }

    private static func model(factorCount: Int) -> ModelSummary {
        let names = [
            "EQ.AAPL", "EQ.MSFT", "EQ.NVDA", "EQ.XOM", "EQ.CVX", "EQ.SPX", "EQ.STOXX50", "EQ.NESN", "EQ.SAP",
            "FX.EURUSD", "FX.GBPUSD", "FX.USDJPY", "FX.USDCHF", "IR.USD.1Y", "IR.USD.2Y", "IR.USD.5Y", "IR.USD.10Y",
            "IR.EUR.5Y", "IR.EUR.10Y", "CS.ACME.5Y", "CM.WTI", "CM.XAU", "CM.NATGAS", "VOL.SPX.3M", "VOL.STOXX50.3M",
        ]
        let ids = (0..<factorCount).compactMap { index in
            FactorID(index < names.count ? names[index] : "EQ.NAME\(index)")
        }
        let first = CalendarDate(iso: "2021-01-04")!
        var noise: UInt32 = 7
        func uniform() -> Double {
            noise = noise &* 1_664_525 &+ 1_013_904_223
            return Double(noise >> 8) / 16_777_216 - 0.5
        }
        func level(_ id: FactorID) -> Double {
            switch id.factorClass {
            case .interestRate: 0.0412
            case .creditSpread: 0.0133
            case .volatility: 0.2215
            case .foreignExchange: 1.0640
            case .equity, .commodity: 134.27
            }
        }
        let factors = ids.enumerated().map { index, id in
            let isGeometric = id.factorClass.change == .logarithmic
            return FactorSummary(
                id: id, process: isGeometric ? "geometric-brownian-motion" : "arithmetic-brownian-motion",
                level: level(id), volatility: isGeometric ? 0.18 + 0.01 * Double(index % 9) : 0.0104, drift: 0,
                source: index % 7 == 3 ? "scenario" : "history")
        }
        let histories = ids.map { id in
            var value = level(id)
            let levels = (0..<120).map { _ -> Double in
                value *= 1 + 0.04 * uniform()
                return value
            }
            return FactorHistory(id: id, dates: (0..<120).map { first.adding(days: 6 * $0) }, levels: levels)
        }
        func sign(_ id: FactorID) -> Double { id.factorClass == .volatility || id.name == "CM.XAU" ? -1 : 1 }
        var correlations = [Double](repeating: 1, count: ids.count * ids.count)
        for row in ids.indices {
            for column in 0..<row {
                let isClose = ids[row].factorClass == ids[column].factorClass
                let value = sign(ids[row]) * sign(ids[column]) * (isClose ? 0.62 : 0.24) + 0.3 * uniform()
                correlations[row * ids.count + column] = value
                correlations[column * ids.count + row] = value
            }
        }
        let moves = zip(ids, ids.dropFirst()).prefix(10).enumerated().map { index, pair in
            RepairSummary.Move(
                between: [pair.0, pair.1], before: 0.93 - 0.04 * Double(index), after: 0.9 - 0.038 * Double(index))
        }
        return ModelSummary(
            factors: factors, dependence: "Student t, 5 degrees of freedom, variance-matched",
            covariance: "exponentially weighted, decay 0.97, 500 changes",
            window: .init(from: first, to: CalendarDate(iso: "2022-12-28")!, changes: 500), correlations: correlations,
            smallestEigenvalue: -0.0314, rank: max(1, ids.count - 1),
            repair: RepairSummary(
                kind: "nearest-correlation", smallestEigenvalueBefore: -0.0314, smallestEigenvalueAfter: 1e-8,
                distance: 0.1183, moves: moves),
            histories: histories, dependenceFit: dependenceFit(ids))
    }

    private static func dependenceFit(_ ids: [FactorID]) -> DependenceSummary {
        let row = MarginalSummary.ThresholdRow(
            share: 0.1, threshold: 1.21, excesses: 50, meanExcess: 0.61, shape: 0.123, shapeError: 0.05)
        return DependenceSummary(
            method: "maximum likelihood", observations: 500,
            parameters: [
                .init(name: "degrees of freedom", value: 4.912, standardError: 0.253),
                .init(name: "lower <shape>", value: 0.45, standardError: nil),
            ], logLikelihood: -18_941.25, normalLogLikelihood: -21_168.95,
            tailDependence: zip(ids, ids.dropFirst()).prefix(3).map { .init(between: [$0, $1], value: 0.437) },
            marginals: ids.prefix(2).map {
                MarginalSummary(
                    factor: $0, kind: "generalised-pareto-tails",
                    parameters: [.init(name: "lower shape", value: 0.12, standardError: 0.08)],
                    lowerThresholds: [row], upperThresholds: [])
            })
    }

    private static func issues(_ ids: [FactorID]) -> [DataIssue] {
        var issues = [
            DataIssue(
                severity: .information, rule: "holiday", message: "9 dates without any level were left out."),
            DataIssue(
                severity: .error, factor: ids.last, date: CalendarDate(iso: "2022-03-08"), rule: "not-positive",
                message: "The level −0.4 of a positive factor was taken as missing."),
        ]
        for (index, id) in ids.prefix(12).enumerated() {
            issues.append(
                DataIssue(
                    severity: .warning, factor: id, date: CalendarDate(iso: "2021-06-01")?.adding(days: index),
                    rule: index % 2 == 0 ? "stale" : "outlier",
                    message: index % 2 == 0
                        ? "The level did not change for 6 days; the days were kept."
                        : "A change of 11.2 standard deviations is \"suspicious\" & was <kept>."))
        }
        return issues
    }
}
