import Kernels
import Market
import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Merton's jump-diffusion")
struct MertonJumpDiffusionTests {
    /// Calls of the table in E. G. Haug, “The Complete Guide to Option Pricing Formulas”, 2007, after Merton 1976:
    /// S = 100, r = 8 %, total volatility 25 %, a quarter of the variance by jumps. Rows: strikes 80 to 120; columns: 0.1,
    /// 0.25 and 0.5 years at 1 jump a year, then at 5, then at 10. The series, to more digits than the book's two.
    static let calls: [[Double]] = [
        [
            20.66764266827248, 21.73547584447095, 23.63195722850948, 20.646110700278314, 21.703479714637126,
            23.60903960710664, 20.643422084889632, 21.698250494893493, 23.605461950401697,
        ],
        [
            10.998015313760165, 12.744489220326148, 15.400243864802325, 10.984746392557504, 12.75337307717446,
            15.419342636814742, 10.978841087497877, 12.75365108734574, 15.4217280192561,
        ],
        [
            3.424550873074768, 5.875314027767164, 8.95419506871376, 3.5132067962840407, 5.959077730431582,
            9.021648642333464, 3.5324749655150387, 5.972727416009835, 9.0312765970807,
        ],
        [
            0.5523133021105462, 2.107660399399795, 4.665585581002267, 0.5648724927202655, 2.1616860870025434,
            4.731666149048079, 0.5638730681332212, 2.1697621715612634, 4.741055825376133,
        ],
        [
            0.0963941266018078, 0.644778536774836, 2.2261921841558996, 0.05794248107168182, 0.62711263046652,
            2.2500231668442647, 0.05015117217734147, 0.622947827612065, 2.253041180120954,
        ],
    ]

    private func process(intensity: Double) -> MertonJumpDiffusion {
        let size = 0.25 * (0.25 / intensity).squareRoot()
        return ProcessPaths.make(
            MertonJumpDiffusion.self, drift: 0.08,
            [
                "volatility": 0.25 * 0.75.squareRoot(), "jumpIntensity": intensity, "jumpMean": -size * size / 2,
                "jumpVolatility": size,
            ])
    }

    @Test("simulated levels give the published calls", arguments: [1.0, 5, 10])
    func simulatedCalls(intensity: Double) {
        let times = [0.1, 0.25, 0.5]
        let levels = ProcessPaths(process: process(intensity: intensity)).levels(at: times, count: 100_000)
        let block = intensity == 1 ? 0 : intensity == 5 ? 3 : 6
        for (row, strike) in [80.0, 90, 100, 110, 120].enumerated() {
            for (column, time) in times.enumerated() {
                let price = SampleMean.call(
                    levels[column], strike: strike, discount: exp(-0.08 * time), forward: 100 * exp(0.08 * time))
                let known = Self.calls[row][block + column]
                #expect(abs(price.value - known) < 4 * price.error, "\(strike), \(time): \(price), \(known)")
            }
        }
    }

    @Test("the law that the fit uses gives them to seven digits")
    func seriesCalls() {
        for (block, intensity) in [1.0, 5, 10].enumerated() {
            let size = 0.25 * (0.25 / intensity).squareRoot()
            for (column, time) in [0.1, 0.25, 0.5].enumerated() {
                let volatility = 0.25 * 0.75.squareRoot()
                let law = MertonJumpDiffusion.changeLaw(
                    over: time, volatility: volatility, growth: 0.08 - volatility * volatility / 2,
                    jumpIntensity: intensity, jumpMean: -size * size / 2, jumpVolatility: size)
                for (row, strike) in [80.0, 90, 100, 110, 120].enumerated() {
                    var price = 0.0
                    for ((weight, mean), s) in zip(zip(law.weights, law.means), law.deviations) {
                        let d2 = (log(100 / strike) + mean) / s
                        let normal = NormalDistribution.standard
                        let forward = 100 * exp(mean + s * s / 2)
                        price += weight * (forward * normal.cumulative(d2 + s) - strike * normal.cumulative(d2))
                    }
                    let known = Self.calls[row][3 * block + column]
                    #expect(abs(exp(-0.08 * time) * price - known) < 1e-6)
                }
            }
        }
    }

    @Test("jumps number as a Poisson law says, whatever its mean", arguments: [0.004, 0.7, 30, 2000])
    func counts(mean: Double) {
        // Nothing but jumps, each by 1e-4: the logarithm counts them.
        let process = ProcessPaths.make(
            MertonJumpDiffusion.self,
            ["volatility": 0, "jumpIntensity": mean, "jumpMean": 1e-4, "jumpVolatility": 0])
        let growth = -mean * expm1(1e-4)
        let numbers = ProcessPaths(process: process).levels(at: [1], count: 50_000)[0].map {
            ((log($0 / 100) - growth) / 1e-4).rounded()
        }
        let average = SampleMean(numbers)
        #expect(abs(average.value - mean) < 4 * (mean / 50_000).squareRoot())
        var observed: [Int: Double] = [:]
        for number in numbers { observed[Int(number), default: 0] += 1 }
        for count in Set([Int(mean), Int(mean) + 1, Int(mean - mean.squareRoot()), Int(mean + 2 * mean.squareRoot())]) {
            let p = exp(Double(count) * log(mean) - mean - logGamma(Double(count + 1)))
            let error = (50_000 * p * (1 - p)).squareRoot()
            #expect(abs(observed[count, default: 0] - 50_000 * p) < 4 * error + 1, "\(count) of \(mean)")
        }
    }

    @Test("levels follow the law: Kolmogorov and Smirnov's distance, in one step and in three")
    func distribution() {
        let process = ProcessPaths.make(
            MertonJumpDiffusion.self,
            ["volatility": 0.15, "jumpIntensity": 4, "jumpMean": -0.06, "jumpVolatility": 0.1])
        let jumps = 4 * expm1(-0.06 + 0.005)
        let law = MertonJumpDiffusion.changeLaw(
            over: 0.5, volatility: 0.15, growth: -0.15 * 0.15 / 2 - jumps, jumpIntensity: 4, jumpMean: -0.06,
            jumpVolatility: 0.1)
        for times in [[0.5], [0.11, 0.3, 0.5]] {
            let levels = ProcessPaths(process: process).levels(at: times, count: 20_000).last ?? []
            // 1.95 is exceeded with probability 0.001.
            #expect(kolmogorovSmirnov(levels.map { log($0 / 100) }, law.cumulative) < 1.95)
        }
    }

    @Test("common jumps share their times, not their sizes")
    func commonJumps() {
        let own = ProcessPaths.make(MertonJumpDiffusion.self, [:])
        #expect(own.furtherDrivers == [.own, .own])
        let common = ProcessPaths.make(MertonJumpDiffusion.self, [:], texts: ["commonJumps": "crash"])
        #expect(common.furtherDrivers == [.shared("jumps: crash"), .own])
        let bates = ProcessPaths.make(Bates.self, [:], texts: ["commonJumps": "crash"])
        #expect(bates.furtherDrivers == [.own, .shared("jumps: crash"), .own])
    }

    @Test("no jumps: geometric Brownian motion, bit for bit")
    func noJumps() {
        let merton = ProcessPaths.make(
            MertonJumpDiffusion.self, drift: 0.03, ["volatility": 0.3, "jumpIntensity": 0])
        let brownian = GeometricBrownianMotion(
            ProcessParameters(level: 100, volatility: 0.3, drift: 0.03, specification: Specification(kind: "")))
        let state = RowStorage(rowCount: 2, pathCount: 3)
        let drivers = RowStorage(rowCount: 3, pathCount: 3)
        for path in 0..<3 { drivers.rows[0, path] = Double(path) - 0.7 }
        [1, 2].withUnsafeBufferPointer { places in
            for (row, process) in [merton as any AssetProcess, brownian].enumerated() {
                let rows = state.rows[rows: row..<row + 1]
                process.begin(rows)
                process.advance(
                    rows, over: TimeStep(index: 0, start: 0, end: 0.25),
                    drivers: Drivers(
                        correlated: UnsafeBufferPointer(drivers.rows[0]), rows: drivers.rows.readOnly, places: places))
            }
        }
        #expect(state.copy(row: 0) == state.copy(row: 1))
    }

    @Test("jumps without a mean level are refused")
    func problem() {
        var parameters = MertonJumpDiffusion.example
        parameters.specification.settings["jumpVolatility"] = .number(60)
        #expect(MertonJumpDiffusion.problem(with: parameters)?.setting == "jumpVolatility")
    }
}
