import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Known answers by mpmath 1.3, 40 digits.
@Suite("The non-central chi-square distribution and the Bessel function behind it")
struct NonCentralChiSquareTests {
    private static let bessel: [(order: Double, x: Double, known: Double)] = [
        (-1, 2, -1.53586552645384026), (-0.5, 0.1, 0.830492882673941907), (-0.99, 3, -1.62123385993516469),
        (0, 0.001, -0.000999750000015625019), (0, 99, -3.21522938693209864), (0, 101, -3.22525497682669792),
        (3, 700, -4.20073316206278099), (0.7, 20_000, -5.87068830962274397), (50, 80, -18.3590605671154568),
        (50, 90, -16.7961833593936951), (99, 0.001, -1111.62454886174155), (120, 1, -541.987983550263969),
        (150, 0.01, -1399.77771066606627), (400, 300, -243.471174914406774),
        (2_000, 100_000, -26.6748334100906954), (-0.9, 120, -3.31502753444453673), (7.5, 1e7, -8.97798915868397264),
    ]

    @Test("log(e^(−x)·I_ν(x)) for small and large orders and arguments")
    func logarithms() {
        for (order, x, known) in Self.bessel {
            let value = logScaledBesselI(order: order, x)
            #expect(abs(value - known) < 1e-10 + 1e-14 * abs(known), "I_\(order)(\(x)): \(value) for \(known)")
        }
        #expect(logScaledBesselI(order: 0, 0) == 0)
        #expect(logScaledBesselI(order: 1, 0) == -.infinity)
        #expect(logScaledBesselI(order: 1, -1).isNaN)
    }

    private static let distribution: [(d: Double, λ: Double, x: Double, logDensity: Double, cumulative: Double)] = [
        (3, 2, 4, -2.13373178505811, 0.48388135838807438), (0.4, 1.5, 0.3, -1.1362083860180435, 0.37478024636923575),
        (0.05, 20, 25, -3.4298719225524113, 0.73533841131857032),
        (8, 250, 300, -5.299639832108462, 0.90278407016638514),
        (20, 5_000, 5_100, -6.0420481935468593, 0.71563253278728446), (0, 3, 2, -2.1133169618863707, 0.512054316683796),
    ]

    @Test("its density and distribution function, without degrees of freedom too")
    func distribution() {
        for (d, λ, x, logDensity, cumulative) in Self.distribution {
            let law = NonCentralChiSquareDistribution(degreesOfFreedom: d, nonCentrality: λ)
            #expect(abs(law.logDensity(x) - logDensity) < 1e-10, "\(law)")
            #expect(abs(law.cumulative(x) - cumulative) < 1e-12, "\(law): \(law.cumulative(x))")
        }
    }

    @Test("without non-centrality it is the chi-square distribution; its edges")
    func edges() {
        let central = NonCentralChiSquareDistribution(degreesOfFreedom: 5, nonCentrality: 0)
        let known = ChiSquareDistribution(degreesOfFreedom: 5)
        #expect(abs(central.logDensity(3) - log(known.density(3))) < 1e-13)
        #expect(abs(central.cumulative(3) - known.cumulative(3)) < 1e-14)
        let bare = NonCentralChiSquareDistribution(degreesOfFreedom: 0, nonCentrality: 3)
        #expect(abs(bare.cumulative(0) - exp(-1.5)) < 1e-15)
        #expect(NonCentralChiSquareDistribution(degreesOfFreedom: 0, nonCentrality: 0).cumulative(0) == 1)
        #expect(central.cumulative(-1) == 0 && central.cumulative(.infinity) == 1)
        #expect(central.mean == 5 && bare.variance == 12)
    }
}
