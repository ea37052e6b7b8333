import DataSources
import Measures
import Settings

extension Catalog {
    /// What a scenario file may hold: the one description behind decoding, its messages and the schema.
    public var scenarioShape: Shape { .object(scenarioSettings) }

    public var scenarioSettings: [Setting] { runSettings + studySettings }

    /// What a run is made of.
    var runSettings: [Setting] {
        [
            Setting("version", .count(1...1), .required, "the version of this format: 1"),
            Setting("title", .text, .required, "one line for the report's head"),
            Setting("asOf", .date, .optional, "the valuation date; the last date of the history where left out"),
            Setting("baseCurrency", .currency, .optional, "the currency of the report; USD where left out"),
            Setting("market", .object(marketSettings), .required, "today's levels and where they may go"),
            Setting("dataQuality", .object(qualitySettings), .optional, "what is done about imperfect data"),
            Setting("calibration", .object(calibrationSettings), .optional, "for factors with a history"),
            Setting(
                "factors", .map(key: .factorPattern, value: .object(factorSettings)), .optional,
                "how factors move, by id or pattern; later lines win"),
            Setting(
                "dependence", kinds.dependences.shape, .optional, "how factors move together; gaussian where left out"),
            Setting("portfolio", .object(portfolioSettings), .required, "what is held"),
            Setting(
                "simulation", kinds.simulations.shape, .optional,
                "where market states come from and how far ahead; monte-carlo where left out"),
        ]
    }

    /// What is done with a run, which can be made whatever is wrong here.
    private var studySettings: [Setting] {
        [
            Setting(
                "measures", .list(kinds.measures.shape, atLeast: 1), .optional,
                "what is computed; value-at-risk at 95 % and 99 % and expected-shortfall at 97.5 % where left out")
        ] + sections.map { $0.setting(in: self) }
    }

    /// Whether a mistake is about what is done with a run.
    func leavesRun(_ issue: Issue) -> Bool {
        guard case .setting(let keys)? = issue.subject, let key = keys.first else { return false }
        return key == "measures" || sections.contains { $0.key == key }
    }

    public var marketSettings: [Setting] {
        [
            Setting("history", .list(dataSources.shape), .optional, "daily levels"),
            Setting(
                "adjustments", .either(.file, or: .list(.object(adjustmentSettings))), .optional,
                "splits, changes of unit and dividends, after which earlier levels are read: a list, or a CSV file of the same"
            ),
            Setting(
                "model", .file, .optional,
                "a model.yaml that “twin calibrate” wrote, in place of a history; what stands here wins over it"),
            Setting(
                "levels", .map(key: .factor([]), value: .number()), .optional,
                "today's levels; they override the history's last"),
            Setting(
                "volatilities", .map(key: .factor([]), value: .number(.nonNegative)), .optional,
                "annual; relative for geometric processes, absolute for arithmetic ones; they override the history's"),
            Setting(
                "correlations",
                .list(
                    .object([
                        Setting("between", .list(.factor([]), atLeast: 2), .required, "two factors"),
                        Setting("is", .number(.correlation), .required, "from −1 to 1"),
                    ])), .optional, "pairs; those not named are 0, or as the history has them"),
            Setting(
                "frequency", .choice(Scenario.WrittenFrequency.allCases.map(\.rawValue)), .optional,
                "how often the levels of the history come, checked against the dates; found from them where left out"),
            Setting(
                "proxies", .map(key: .factor([]), value: .object(Scenario.proxySettings)), .optional,
                "factors with a short history or none, and the ones whose moves they share"),
            Setting(
                "correlationFile", .file, .optional,
                "a correlation matrix as CSV: a head of factor ids, and a row of numbers for each, led by its id"),
            Setting(
                "correlationDigest", .text, .optional,
                "the SHA-256 of the correlationFile, as “twin calibrate” writes it; another file is refused"),
        ]
    }

    private var adjustmentSettings: [Setting] {
        [
            Setting("date", .date, .required, "the first day of the new levels"),
            Setting("factor", .factor([]), .required, "whose levels"),
            Setting("kind", .choice(Adjustment.Kind.allCases.map(\.rawValue)), .required, "what happened"),
            Setting(
                "value", .text, .required,
                "4:1 for a split, 1:100 for a unit (100 before is 1 after), 5% for a dividend in shares, an amount for one in cash"
            ),
        ]
    }

    private var qualitySettings: [Setting] {
        qualityRules.description.members.map { rule in
            Setting(rule.kind, .object(rule.settings), .optional, rule.summary)
        }
    }

    public var calibrationSettings: [Setting] {
        [
            Setting(
                "window", .days(2...100_000), .optional, "changes to calibrate on, up to asOf; 500d where left out"),
            Setting(
                "covariance", covarianceEstimators.shape, .optional, "the covariance estimator; sample where left out"),
            Setting(
                "drift", .choice(["zero", "historical"]), .optional,
                "zero, or the mean of the window; zero where left out"),
            Setting(
                "repair", repairs.shape, .optional,
                "what to do with correlations that are not positive semi-definite; none where left out"),
        ]
    }

    public var factorSettings: [Setting] {
        [
            Setting(
                "process", kinds.processes.shape, .optional,
                "the law of the factor; geometric or arithmetic Brownian motion by its class where left out"),
            Setting(
                "marginal", kinds.marginals.shape, .optional,
                "the law of its changes under a copula; normal where left out"),
        ]
    }

    private var portfolioSettings: [Setting] {
        [
            Setting(
                "file", .file, .optional, "positions as CSV: id,book,kind,quantity,currency and a column a setting"),
            Setting(
                "mapping", .object(PositionMapping.settings), .optional,
                "how a file that others wrote becomes one of positions"),
            Setting("positions", .list(.object(positionSettings)), .optional, "positions written here"),
            Setting(
                "expired", .choice(Scenario.Expired.allCases.map(\.rawValue)), .optional,
                "a position whose last day has come counts as the money it paid, and is listed (settle), or ends the run"
                    + " (refuse); settle where left out"),
        ]
    }

    private var positionSettings: [Setting] {
        [
            Setting("id", .text, .required, "a name of its own"),
            Setting("book", .book, .optional, "a path in the book tree: Equity/US/Tech"),
            Setting("quantity", .number(), .required, "units held; negative for a short position"),
            Setting("currency", .currency, .optional, "of its value, where the instrument does not tell; baseCurrency"),
            Setting("instrument", kinds.instruments.shape, .required, "what is held"),
        ]
    }

    /// The JSON Schema (draft-07) of a scenario file.
    public var scenarioSchema: String {
        guard case .object(let members) = scenarioShape.schema else { return "{}" }
        let head: [(String, SchemaNode)] = [
            ("$schema", .text("http://json-schema.org/draft-07/schema#")),
            ("title", .text("Market Twin scenario")),
        ]
        return SchemaNode.object(head + members).rendered() + "\n"
    }
}
