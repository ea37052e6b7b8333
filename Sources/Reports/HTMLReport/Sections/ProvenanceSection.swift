import Measures

/// All that is needed to get the same figures again.
struct ProvenanceSection: PageSection {
    struct Fact {
        let term: String
        let words: String
    }

    static let anchor = "provenance"
    static let heading = "Provenance"

    let facts: [Fact]
    let command: String

    init(_ report: RiskReport) {
        let (run, engine, timings) = (report.run, report.engine, report.timings)
        let stages = timings.passedStages
        let origin = [
            Fact(term: "Run", words: run.id),
            Fact(term: "Scenario", words: run.scenario),
        ]
        let draws = [
            Fact(term: "Seed", words: String(run.seed)), Fact(term: "Paths", words: NumberText.integer(run.paths)),
        ]
        let horizon = NumberText.counted(run.horizonDays, "business day")
        let steps = run.isDrawn ? " in " + NumberText.counted(run.steps, "step") : ""
        facts =
            origin + (run.isDrawn ? draws : [Fact(term: "Scenarios", words: run.scenarioText)]) + [
                Fact(term: "Horizon", words: horizon + steps),
                Fact(term: "Engine", words: "Market Twin \(engine.version)"),
                Fact(
                    term: "Kernels",
                    words: "OpenBLAS core \(engine.blasCore), elementwise \(engine.simd), \(engine.precision) precision"
                ),
                Fact(term: "Workers", words: NumberText.integer(engine.workers)),
                Fact(
                    term: "Time",
                    words: NumberText.seconds(timings.total) + " s ("
                        + stages.map { "\($0.0) \(NumberText.seconds($0.1))" }.joined(separator: ", ") + ")"),
            ]
        command = report.command
    }

    static let template = """
        <dl class="facts-list">{{#facts}}<dt>{{term}}</dt><dd>{{words}}</dd>
        {{/facts}}</dl>
        <p style="margin:1.5rem 0 0">The same run gives the same figures, to the last bit, on machines with the same \
        kernels, for any number of workers:</p>
        <pre><code>{{command}}</code></pre>
        """
}
