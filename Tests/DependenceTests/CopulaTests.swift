import Dependence
import Kernels
import LinearAlgebra
import Market
import Settings
import Statistics
import TestSupport
import Testing

/// What a copula keeps apart: the shape of each driver, and how they move together.
@Suite("Copulas, grouped t and marginals")
struct CopulaTests {
    private static let count = 256 * 400
    private static let names = ["EQ.A", "FX.EURUSD"].compactMap { FactorID($0) }

    private static let marginals: [any Marginal] = [
        NormalMarginal(NormalMarginal.example), StudentTMarginal(StudentTMarginal.example),
        GeneralisedParetoTails(GeneralisedParetoTails.example),
    ]

    private static func drivers(_ marginal: any Marginal) -> [SimulatedDriver] {
        names.map { SimulatedDriver(factor: $0, marginal: marginal) }
    }

    private func expectMean(_ values: [Double], _ known: Double, _ comment: String) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        #expect(abs(mean - known) < 4 * (variance / count).squareRoot(), "\(comment): \(mean), not \(known)")
    }

    /// √n·sup|Fₙ − F| exceeds 2.2 with a probability of about 1e-4.
    private func kolmogorovSmirnov(_ values: [Double], _ score: (Double) -> Double) -> Double {
        let sorted = values.sorted()
        let n = Double(sorted.count)
        var largest = 0.0
        for (index, value) in sorted.enumerated() {
            let p = score(value)
            largest = max(largest, abs(p - Double(index) / n), abs(p - Double(index + 1) / n))
        }
        return largest * n.squareRoot()
    }

    /// The distribution function of a marginal: its driver at many scores, searched and interpolated.
    private func cumulative(_ marginal: any Marginal) -> (Double) -> Double {
        let scores = (0...4_000).map { Double($0 - 2_000) / 300 }
        let values = scores.map { marginal.driver(score: $0) }
        return { value in
            var (low, high) = (0, values.count - 1)
            while high - low > 1 {
                let middle = (low + high) / 2
                if values[middle] < value { low = middle } else { high = middle }
            }
            let fraction = (value - values[low]) / (values[high] - values[low])
            return NormalDistribution.standard.cumulative(scores[low] + fraction / 300)
        }
    }

    private func copula(_ ν: Double?, _ marginal: any Marginal) -> any Dependence {
        guard let ν else { return GaussianCopula(Specification(kind: ""), drivers: Self.drivers(marginal)) }
        return TCopula(
            Specification(kind: "", settings: ["degreesOfFreedom": .number(ν)]), drivers: Self.drivers(marginal))
    }

    @Test("each driver has its own marginal law, and ranks the copula's correlation", arguments: [nil, 1, 3, 30])
    func margins(ν: Double?) throws {
        let ρ = 0.5
        for marginal in Self.marginals {
            let law = copula(ν, marginal)
            let pair = try simulated(law, [[1, ρ], [ρ, 1]], count: 51_200)
            let cumulative = cumulative(marginal)
            let comment = "\(law.title), \(type(of: marginal).kind)"
            for driver in pair {
                let distance = kolmogorovSmirnov(driver, cumulative)
                #expect(distance < 2.2, "\(comment): \(distance)")
                expectMean(driver, 0, comment)
                expectMean(driver.map { $0 * $0 }, 1, comment)
            }
            // τ = 2·arcsin(ρ)/π, whatever ν and the marginals.
            let signs = stride(from: 0, to: pair[0].count, by: 2).map { path -> Double in
                let first = pair[0][path] - pair[0][path + 1]
                let second = pair[1][path] - pair[1][path + 1]
                return first * second > 0 ? 1 : -1
            }
            expectMean(signs, 1.0 / 3, comment)
        }
    }

    /// P(U < q, V < q)/q by scipy: the bivariate normal probability, integrated over the mixing variable.
    @Test("extremes strike together under a t copula as its law says", arguments: [(2.0, 0.3951648), (8, 0.2130848)])
    func jointTail(ν: Double, known: Double) throws {
        let pair = try simulated(copula(ν, Self.marginals[2]), [[1, 0.5], [0.5, 1]], count: Self.count)
        let q = 0.01
        let limits = pair.map { $0.sorted()[Int(q * Double(Self.count))] }
        let both = zip(pair[0], pair[1]).map { $0 < limits[0] && $1 < limits[1] ? 1 / q : 0 }
        expectMean(both, known, "ν = \(ν)")
    }

    @Test("within a group drivers are Student t with its degrees of freedom, and one bad day is bad for all groups")
    func groups() throws {
        let law = GroupedTDependence(
            Specification(
                kind: "grouped-t",
                settings: [
                    "groups": .mapping([
                        .init("EQ.*", .mapping([.init("degreesOfFreedom", .number(4))])),
                        .init("FX.*", .mapping([.init("degreesOfFreedom", .number(12))])),
                    ])
                ]), drivers: Self.names.map { SimulatedDriver(factor: $0) })
        let pair = try simulated(law, [[1, 0], [0, 1]], count: Self.count)
        for (driver, ν) in zip(pair, [4.0, 12]) {
            let student = StudentTDistribution(degreesOfFreedom: ν)
            let distance = kolmogorovSmirnov(Array(driver.prefix(50_000))) {
                student.cumulative($0 / student.varianceMatchedScale)
            }
            #expect(distance < 2.2, "\(ν): \(distance)")
            expectMean(driver.map { $0 * $0 }, 1, "variance at \(ν)")
        }
        // The mixing variables are as dependent as they can be: E|X||Y| = (2/π)·E[W₁W₂], with
        // E[W₁W₂] = ∫ √((ν₁ − 2)(ν₂ − 2)/(χ₁(u)χ₂(u))) du by scipy.
        expectMean(zip(pair[0], pair[1]).map { abs($0 * $1) }, 2 / Double.pi * 0.9614608, "between groups")
        #expect(law.title == "grouped Student t, degrees of freedom EQ.* 4, FX.* 12, variance-matched")
        let (share, rate) = (Self.names[0], Self.names[1])
        #expect(law.tailDependence(correlation: 0.5, between: share, and: rate) == nil)
        #expect(
            law.tailDependence(correlation: 0.5, between: share, and: share)
                == tailDependenceOfT(degreesOfFreedom: 4, correlation: 0.5))
    }

    @Test("the table is the law, within 1e-7 of its size")
    func tables() {
        let heavy = StudentTMarginal(Specification(kind: "", settings: ["degreesOfFreedom": .number(2.1)]))
        for marginal in Self.marginals + [heavy] {
            guard let table = marginal.table else { continue }
            let scores = RowStorage(rowCount: 1, pathCount: 4_001)
            withExtendedLifetime(scores) {
                for index in 0..<4_001 { scores.rows[0, index] = -8.4 + 16.8 * Double(index) / 4_000 }
                table.apply(to: scores.rows[0])
                var last = -Double.infinity
                for index in 0..<4_001 {
                    let known = marginal.driver(score: -8.4 + 16.8 * Double(index) / 4_000)
                    let value = scores.rows[0, index]
                    #expect(abs(value - known) < 1e-7 * max(1, abs(known)), "\(type(of: marginal).kind) at \(index)")
                    #expect(value > last)
                    last = value
                }
            }
        }
    }

    @Test("the fitted law keeps the sample's quantiles in the body and its tails beyond")
    func semiParametric() throws {
        var numbers = Sequence64(seed: 6)
        let law = StudentTDistribution(degreesOfFreedom: 5)
        let sample = Matrix(
            rowCount: 5_000, columnCount: 1, elements: (0..<5_000).map { _ in law.quantile(0.5 + numbers.next()) }
        ).standardised.elements
        let fit = try GeneralisedParetoTails.fit(
            sample, given: Specification(kind: "", settings: ["threshold": .number(0.1)]))
        let marginal = GeneralisedParetoTails(fit.specification)
        let normal = NormalDistribution.standard
        for p in [0.002, 0.02, 0.1, 0.3, 0.5, 0.8, 0.9, 0.98, 0.998] {
            let known = law.varianceMatchedScale * law.quantile(p)
            // The standard error of a sample quantile, √(p(1 − p)/n)/f.
            let error =
                (p * (1 - p) / 5_000).squareRoot() * law.varianceMatchedScale / law.density(law.quantile(p))
            let value = marginal.driver(score: normal.quantile(p))
            #expect(abs(value - known) < 4 * error + 0.02, "\(p): \(value), not \(known)")
        }
        #expect(fit.parameters.count == 4 && fit.parameters.allSatisfy { $0.standardError != nil })
        #expect(abs(fit.parameters[0].value - 0.15) < 0.15)
        // Nothing is fitted twice.
        #expect(try GeneralisedParetoTails.fit([], given: fit.specification).specification == fit.specification)
    }

    @Test("marginals that cannot be are refused")
    func refusals() {
        var part = GeneralisedParetoTails.example
        part.settings["body"] = nil
        #expect(throws: DependenceFitError.incomplete(given: "lowerShape", missing: "body")) {
            try GeneralisedParetoTails.fit([], given: part)
        }
        part.settings["body"] = .list([.number(1), .number(0), .number(2)])
        #expect(throws: DependenceFitError.notAscending(setting: "body")) {
            try GeneralisedParetoTails.fit([], given: part)
        }
        let open = Specification(kind: "", settings: ["threshold": .number(0.1)])
        #expect(throws: DependenceFitError.noHistory(lack: "the factor lacks", setting: "lowerShape")) {
            try GeneralisedParetoTails.fit([], given: open)
        }
        #expect(
            throws: DependenceFitError.tooFewChanges(needed: 110, found: 50, purpose: "fitting tails of 10.0 % each")
        ) {
            try GeneralisedParetoTails.fit((0..<50).map(Double.init), given: open)
        }
    }
}
