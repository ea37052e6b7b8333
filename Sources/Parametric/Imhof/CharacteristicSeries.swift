#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The characteristic function of a quadratic loss on the nodes of an inversion, and the sums that invert it.
///
/// For Y = (L − κ₁)/√κ₂ − y with characteristic function φ, and (−P, P) so wide that Y is outside with probability 1e-13
/// at most, the Fourier series of the square and the triangle wave of period 2P give, with u_k = (2k + 1)π/P,
///   P(Y > 0) = ½ + (2/π) Σ Im φ(u_k)/(2k + 1)   and   E|Y| = P/2 − (4P/π²) Σ Re φ(u_k)/(2k + 1)².
/// Where few axes are curved the terms fall only like a power; what is left after the table is then summed by parts.
/// A single axis has a closed form instead, `SingleAxisTail`.
/// Sources: J. P. Imhof, “Computing the distribution of quadratic forms in normal variables”, Biometrika 48, 1961;
/// R. B. Davies, “The distribution of a linear combination of χ² random variables”, Applied Statistics 29, 1980.
struct CharacteristicSeries: Sendable {
    /// In standard deviations; the slowest tail of all, that of one χ², has fallen to 1e-13 at 43.
    static let period = 90.0
    private static let limit = 1 << 14

    /// Of the standardised loss, at each node.
    let real: [Double]
    let imaginary: [Double]
    /// Whether the terms did not vanish within the table.
    let isOpen: Bool

    /// - Parameters:
    ///   - linear: of the standardised loss, on each axis; no axes make no nodes.
    ///   - curvatures: likewise.
    init(linear: [Double], curvatures: [Double]) {
        let axes = zip(linear, curvatures).filter { $0.0 != 0 || $0.1 != 0 }
        let mean = curvatures.reduce(0, +) / 2
        var real: [Double] = []
        var imaginary: [Double] = []
        var isOpen = !axes.isEmpty
        for k in 0..<(axes.isEmpty ? 0 : Self.limit) {
            let u = Double(2 * k + 1) * Double.pi / Self.period
            var logModulus = 0.0
            var phase = -u * mean
            for (b, λ) in axes {
                let bend = u * λ
                let weight = u * u * b * b / (1 + bend * bend)
                logModulus -= log1p(bend * bend) / 4 + weight / 2
                phase += (atan(bend) - bend * weight) / 2
            }
            let modulus = exp(logModulus)
            real.append(modulus * cos(phase))
            imaginary.append(modulus * sin(phase))
            if modulus < 1e-16 {
                isOpen = false
                break
            }
        }
        self.real = real
        self.imaginary = imaginary
        self.isOpen = isOpen
    }

    /// Σ φ(u_k)·exp(−i·u_k·y) / (2k + 1)^power.
    func sum(at y: Double, power: Int) -> (real: Double, imaginary: Double) {
        let step = 2 * Double.pi / Self.period
        var sum = (real: 0.0, imaginary: 0.0)
        // The rotation is renewed now and then, so that its rounding does not grow.
        let (stepCosine, stepSine) = (cos(step * y), sin(step * y))
        var (cosine, sine) = (1.0, 0.0)
        let count = isOpen ? real.count - Self.tailTerms : real.count
        for k in 0..<count {
            if k % 64 == 0 {
                let angle = (Double(k) + 0.5) * step * y
                (cosine, sine) = (cos(angle), sin(angle))
            }
            let odd = Double(2 * k + 1)
            let weight = power == 1 ? 1 / odd : 1 / (odd * odd)
            sum.real += weight * (real[k] * cosine + imaginary[k] * sine)
            sum.imaginary += weight * (imaginary[k] * cosine - real[k] * sine)
            (cosine, sine) = (cosine * stepCosine - sine * stepSine, sine * stepCosine + cosine * stepSine)
        }
        if isOpen {
            let rest = tail(at: y, power: power, from: count)
            sum.real += rest.real
            sum.imaginary += rest.imaginary
        }
        return sum
    }

    static let tailTerms = 8

    private func tail(at y: Double, power: Int, from start: Int) -> Complex {
        let step = 2 * Double.pi / Self.period
        let terms = (start..<start + Self.tailTerms).map { k -> Complex in
            let odd = Double(2 * k + 1)
            let weight = power == 1 ? 1 / odd : 1 / (odd * odd)
            let angle = -(Double(k) + 0.5) * step * y
            return Complex(weight * real[k], weight * imaginary[k]) * Complex(cos(angle), sin(angle))
        }
        return Self.sumByParts(terms, from: start)
    }

    /// Σ tₖ from a term on, by summation by parts: with tₖ = ρᵏgₖ, ρ the rotation from term to term and g smooth,
    /// Σ tₖ = Σⱼ ρʲ Δʲg₀ / (1 − ρ)ʲ⁺¹.
    ///
    /// - Parameters:
    ///   - terms: the first of those that are left, `tailTerms` of them.
    ///   - start: how many terms came before.
    static func sumByParts(_ terms: [Complex], from start: Int) -> Complex {
        var terms = terms
        guard terms[0].modulus > 0 else { return Complex(0, 0) }
        let ratio = terms[1] / terms[0]
        let rotation = ratio.scaled(by: 1 / ratio.modulus)
        var back = Complex(1, 0)
        for j in terms.indices {
            terms[j] = terms[j] * back
            back = back / rotation
        }
        let gap = Complex(1 - rotation.real, -rotation.imaginary)
        // Where the terms have hardly turned so far there is nothing to gain, and nothing is added.
        guard gap.modulus * Double(start) > 8 else { return Complex(0, 0) }
        var sum = Complex(0, 0)
        var factor = Complex(1, 0) / gap
        var before = Double.infinity
        for order in 0..<tailTerms {
            let term = factor * terms[0]
            // Differences of high order are rounding, which small gaps magnify.
            guard term.modulus < before / 4 else { break }
            before = term.modulus
            sum = sum + term
            for j in 0..<(tailTerms - 1 - order) { terms[j] = terms[j + 1] - terms[j] }
            factor = factor * rotation / gap
        }
        return sum
    }
}
