import DataSources
import Market
import Settings

/// The histories that a scenario names: read, and cleaned for the factors that are needed.
struct MarketData {
    /// Every factor that the history or the scenario names, by id: the order of columns and keys changes nothing.
    let available: [FactorID]
    /// The first and the last date of any history.
    let firstDate: CalendarDate?
    let lastDate: CalendarDate?
    private(set) var history = PriceHistory.empty
    private var clean: CleanHistory?
    private(set) var issues: [Issue] = []
    /// Rows left out for their dates.
    private var strays: [DataIssue] = []

    let tables: [RawPriceTable]
    /// The same before any adjustment: what was quoted on the day.
    let quoted: [RawPriceTable]
    /// One for each adjustment of a factor.
    private let adjustments: [DataIssue]
    private let quality: DataQuality

    init(_ scenario: Scenario) {
        var tables: [RawPriceTable] = []
        for source in scenario.history {
            let reader = source.content.type.init(source.content.specification)
            do {
                tables.append(try reader.read(relativeTo: scenario.directory))
            } catch {
                issues += error.all.map { issue in
                    issue.placed(at: source.location, path: source.path).about(.setting(["market", "history"]))
                }
            }
        }
        quality = DataQuality(scenario.qualityRules.map { $0.type.init($0.specification) })
        for index in tables.indices {
            let (table, issues) = quality.withoutStrays(tables[index])
            tables[index] = table
            strays += issues
        }
        quoted = tables
        let lastDate = tables.compactMap { $0.dates.max() }.max()
        let adjusted = AdjustedTables(
            tables, scenario.readAdjustments(&issues), asOf: scenario.asOf?.content ?? lastDate)
        issues += adjusted.issues.map { $0.about(.setting(["market", "adjustments"])) }
        adjustments = adjusted.notes
        tables = adjusted.tables
        self.tables = tables
        self.lastDate = lastDate
        firstDate = tables.compactMap { $0.dates.min() }.min()
        let named =
            tables.flatMap(\.factors) + scenario.levels.map(\.factor) + scenario.volatilities.map(\.factor)
            + scenario.proxies.map(\.content.factor)
        available = Set(named).sorted()
    }

    /// Histories of the factors that begin after a date, so that nothing is known of them then.
    func tooLate(for factors: [FactorID], asOf: CalendarDate) -> [Issue] {
        tables.compactMap { table in
            guard let first = table.dates.min(), first > asOf, factors.contains(where: table.factors.contains) else {
                return nil
            }
            return Issue(
                "asOf is \(asOf), and the history in \(table.file) begins on \(first)",
                hint: "value on a later date, or give an older history", path: "asOf")
        }
    }

    /// Cleans what is known of the factors up to a date; the rest of the files does not matter.
    mutating func clean(for factors: [FactorID], asOf: CalendarDate) {
        issues = []
        do {
            let clean = try quality.clean(tables.compactMap { $0.selecting(Set(factors), until: asOf) })
            history = clean.history
            self.clean = clean
        } catch {
            issues = error.all.map { $0.about(.setting(["market", "history"])) }
        }
    }

    /// What was known on a date, from data that were cleaned for a later one.
    ///
    /// Most rules treat a level by what was there before it, so cleaning once does for all dates; where one looks at what
    /// came later, the data are cleaned again as they were on the date.
    func known(on date: CalendarDate) -> MarketData {
        var known = self
        if quality.looksAhead {
            known.clean(for: history.factors, asOf: date)
        } else {
            known.history = history.slice(
                factors: Array(history.factors.indices),
                dates: 0..<(history.index(onOrBefore: date).map { $0 + 1 } ?? 0))
        }
        return known
    }

    /// The same data with another history of the same factors in place of the clean one.
    func with(_ history: PriceHistory) -> MarketData {
        var data = self
        data.history = history
        return data
    }

    /// What was wrong with the data that the calibration used, and how much more was before.
    ///
    /// - Parameter first: the date of the first change; the level that it starts from is one date earlier.
    func dataIssues(since first: CalendarDate?) -> [DataIssue] {
        let start = first.flatMap { history.index(onOrBefore: $0) }.map { history.dates[max(0, $0 - 1)] }
        let adjusted = adjustments.filter { $0.factor.flatMap(history.index(of:)) != nil }
        return strays + adjusted + (clean?.issues(since: start) ?? [])
    }

    /// The last level of a factor, with its date.
    func lastLevel(of factor: FactorID) -> (level: Double, date: CalendarDate)? {
        guard let column = history.index(of: factor) else { return nil }
        let levels = history.column(column)
        guard let last = levels.lastIndex(where: { $0.isFinite }) else { return nil }
        return (levels[last], history.dates[last - levels.startIndex])
    }
}
