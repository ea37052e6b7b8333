import Kernels
import Processes
import Settings
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Brownian motions move by their exact law")
struct BrownianMotionTests {
    /// The level after two steps with given drivers.
    private func level(_ process: any AssetProcess, _ drivers: [Double]) -> Double {
        let state = RowStorage(rowCount: 1, pathCount: 1)
        let driver = RowStorage(rowCount: 1, pathCount: 1)
        let level = RowStorage(rowCount: 1, pathCount: 1)
        return withExtendedLifetime((state, driver, level)) {
            process.begin(state.rows)
            for (index, value) in drivers.enumerated() {
                driver.rows[0, 0] = value
                process.advance(
                    state.rows, over: TimeStep(index: index, start: Double(index) / 4, end: Double(index + 1) / 4),
                    drivers: Drivers(
                        correlated: UnsafeBufferPointer(driver.rows[0]), rows: driver.rows.readOnly,
                        places: UnsafeBufferPointer(start: nil, count: 0)))
            }
            process.observe(state.rows, into: level.rows[0])
            return level.copy(row: 0)[0]
        }
    }

    @Test("geometric: S(0)·exp((μ − σ²/2)·t + σ·(W(t)))")
    func geometric() {
        let process = GeometricBrownianMotion(
            ProcessParameters(level: 80, volatility: 0.4, drift: 0.1, specification: Specification(kind: "")))
        let known = 80 * exp((0.1 - 0.08) * 0.5 + 0.4 * 0.5 * (1.2 - 0.7))
        #expect(abs(level(process, [1.2, -0.7]) - known) < 1e-12)
    }

    @Test("arithmetic: X(0) + μ·t + σ·W(t)")
    func arithmetic() {
        let process = ArithmeticBrownianMotion(
            ProcessParameters(level: 0.03, volatility: 0.01, drift: 0.002, specification: Specification(kind: "")))
        #expect(abs(level(process, [1.2, -0.7]) - (0.03 + 0.001 + 0.01 * 0.5 * 0.5)) < 1e-15)
    }
}
