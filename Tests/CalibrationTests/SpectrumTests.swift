import Calibration
import LinearAlgebra
import TestSupport
import Testing

@Suite("Spectrum of correlations")
struct SpectrumTests {
    /// (1 ∓ √(n/T))² with n/T = 1/4 and 4: Marchenko and Pastur 1967.
    @Test("the edges of the noise")
    func edges() throws {
        let few = try Spectrum(Matrix.identity(5), observations: 20)
        #expect(abs(few.lowerEdge - 0.25) < 1e-15 && abs(few.upperEdge - 2.25) < 1e-15)
        let many = try Spectrum(Matrix.identity(8), observations: 2)
        #expect(many.lowerEdge == 0 && abs(many.upperEdge - 9) < 1e-14)
    }

    /// Equal correlations ρ: one eigenvalue 1 + (n − 1)ρ, all others 1 − ρ.
    @Test("one common factor is one informative eigenvalue, with its share of the variance")
    func oneFactor() throws {
        var matrix = Matrix(rowCount: 10, columnCount: 10, filledWith: 0.5)
        for index in 0..<10 { matrix[index, index] = 1 }
        let spectrum = try Spectrum(matrix, observations: 1_000)
        #expect(abs(spectrum.eigenvalues[0] - 5.5) < 1e-12)
        #expect(spectrum.eigenvalues.dropFirst().allSatisfy { abs($0 - 0.5) < 1e-12 })
        #expect(spectrum.informativeCount == 1)
        #expect(abs(spectrum.informativeShare - 0.55) < 1e-12)
        // With few observations, nothing can be told from noise.
        #expect(try Spectrum(matrix, observations: 5).informativeCount == 0)
    }

    @Test("independent changes fill the noise and hardly leave it")
    func noise() throws {
        var numbers = Sequence64(seed: 11)
        var changes = Matrix(rowCount: 1_600, columnCount: 100)
        for row in 0..<1_600 {
            for column in 0..<100 { changes[row, column] = numbers.next() }
        }
        var correlation = SampleCovariance(.init(kind: "sample")).estimate(changes).covariance
        let scales = correlation.diagonal.map { 1 / $0.squareRoot() }
        correlation.scaleRows(by: scales)
        correlation.scaleColumns(by: scales)
        let spectrum = try Spectrum(correlation, observations: 1_600)
        #expect(abs(spectrum.eigenvalues.reduce(0, +) - 100) < 1e-9)
        // Edges 0.5625 and 1.5625; the largest strays from it by n^(−2/3) or so.
        #expect(abs(spectrum.eigenvalues[0] - spectrum.upperEdge) < 0.1)
        #expect(abs(spectrum.eigenvalues[99] - spectrum.lowerEdge) < 0.1)
        #expect(spectrum.informativeCount <= 2)
    }
}
