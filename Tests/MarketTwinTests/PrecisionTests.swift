import MarketTwin
import TestSupport
import Testing

@Suite("Single precision")
struct PrecisionTests {
    /// The shipped scenarios by Monte Carlo, which has drivers and a precision to choose.
    static let simulated = Shipped.names.filter { name in
        let resolved = try? Workshop.standard().check(ScenarioRequest(Shipped.folder + "/\(name).yaml"))
        return resolved.map { $0.scenarios == nil } ?? false
    }

    @Test("most of the shipped scenarios are by Monte Carlo")
    func present() {
        #expect(Self.simulated.contains("quickstart") && Self.simulated.contains("student-t-tails"))
        #expect(!Self.simulated.contains("historical") && !Self.simulated.contains("parametric"))
        #expect(Self.simulated.count > 15)
    }

    /// Value-at-risk and expected shortfall within a tenth of their standard error of the run in double precision.
    @Test("every shipped Monte Carlo run tells the same in single precision", arguments: simulated)
    func shipped(name: String) throws {
        func report(_ precision: String) throws -> RiskReport {
            let overrides: [Override] = [
                Override(path: "simulation.precision", value: precision),
                Override(path: "simulation.paths", value: "20_000"),
            ]
            return try RiskStudy().run(Shipped.folder + "/\(name).yaml", overrides: overrides, in: .standard())
        }
        let (double, single) = (try report("double"), try report("single"))
        for figure in double.figures where figure.book.isEmpty && figure.confidence != nil {
            let other = try #require(single.figure(figure.kind, confidence: figure.confidence))
            #expect(
                abs(other.estimate.value - figure.estimate.value) < 0.1 * figure.estimate.standardError,
                "\(figure.kind) \(figure.confidence ?? 0)")
        }
    }
}
