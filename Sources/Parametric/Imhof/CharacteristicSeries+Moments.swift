import LinearAlgebra
import Measures

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An axis of a standardised loss, by its place among those of the loss itself.
struct StandardAxis: Sendable {
    var place: Int
    var linear: Double
    var curvature: Double
}

/// Moments of the axes together with the loss.
///
/// Under exp(iuY) an axis has the complex normal law with mean mⱼ = iub/(1 − iuλ) and variance vⱼ = 1/(1 − iuλ), so
/// E[zⱼ exp(iuY)] = φ(u)·mⱼ and E[zⱼzₖ exp(iuY)] = φ(u)·(mⱼmₖ + δⱼₖvⱼ). Inverted by the same series as the probability,
/// these are the moments where Y > y; with cosines in place of the square wave, those where Y = y.
extension CharacteristicSeries {
    func moments(
        _ axes: [StandardAxis], for figure: TailFigure, at y: Double
    ) -> (weight: Double, moments: AxisMoments) {
        let isBeyond = if case .tailMean = figure { true } else { false }
        let terms = terms(at: y, isBeyond: isBeyond)
        let count = isOpen ? terms.count - Self.tailTerms : terms.count
        let nodes = terms.indices.map { Double(2 * $0 + 1) * Double.pi / Self.period }
        // A sine series takes the imaginary part of a product, a cosine series the real one.
        let scale = isBeyond ? 2 / Double.pi : 2 / Self.period
        func part(_ value: Complex) -> Double { isBeyond ? value.imaginary : value.real }
        func rest(_ factor: (Double) -> Complex) -> Double {
            guard isOpen else { return 0 }
            return part(Self.sumByParts((count..<terms.count).map { terms[$0] * factor(nodes[$0]) }, from: count))
        }
        let α = (0..<count).map { scale * (isBeyond ? terms[$0].imaginary : terms[$0].real) }
        let β = (0..<count).map { scale * (isBeyond ? terms[$0].real : -terms[$0].imaginary) }
        var real = Matrix(rowCount: count, columnCount: axes.count)
        var imaginary = real
        for (j, axis) in axes.enumerated() {
            for k in 0..<count {
                let mean = axis.mean(nodes[k])
                real[k, j] = mean.real
                imaginary[k, j] = mean.imaginary
            }
        }
        let means = axes.indices.map { j -> Double in
            var sum = scale * rest(axes[j].mean)
            for k in 0..<count { sum += α[k] * real[k, j] + β[k] * imaginary[k, j] }
            return sum
        }
        var products = products(real, imaginary, α, β)
        for j in axes.indices {
            for k in axes.indices where isOpen {
                products[j, k] += scale * rest { axes[j].mean($0) * axes[k].mean($0) }
            }
            var sum = scale * rest(axes[j].variance)
            for k in 0..<count {
                let variance = axes[j].variance(nodes[k])
                sum += α[k] * variance.real + β[k] * variance.imaginary
            }
            products[j, j] += sum + (isBeyond ? 0.5 : 0)
        }
        let weight = α.reduce(isBeyond ? 0.5 : 0, +) + scale * rest { _ in Complex(1, 0) }
        return (weight, AxisMoments(means: means, products: products))
    }

    /// φ(u_k)·exp(−i·u_k·y), over 2k + 1 for a tail.
    private func terms(at y: Double, isBeyond: Bool) -> [Complex] {
        real.indices.map { k in
            let angle = -Double(2 * k + 1) * Double.pi / Self.period * y
            let value = Complex(real[k], imaginary[k]) * Complex(cos(angle), sin(angle))
            return isBeyond ? value.scaled(by: 1 / Double(2 * k + 1)) : value
        }
    }

    /// Σ α·Re(mⱼmₖ) + β·Im(mⱼmₖ) over the nodes.
    private func products(_ real: Matrix, _ imaginary: Matrix, _ α: [Double], _ β: [Double]) -> Matrix {
        func scaled(_ matrix: Matrix, _ weights: [Double]) -> Matrix {
            var copy = matrix
            copy.scaleRows(by: weights)
            return copy
        }
        let squares = real.transposedMultiplied(by: scaled(real, α))
        let others = imaginary.transposedMultiplied(by: scaled(imaginary, α))
        let mixed = real.transposedMultiplied(by: scaled(imaginary, β))
        var sum = squares
        for j in 0..<sum.rowCount {
            for k in 0..<sum.columnCount { sum[j, k] += mixed[j, k] + mixed[k, j] - others[j, k] }
        }
        return sum
    }
}

extension StandardAxis {
    /// iub/(1 − iuλ).
    fileprivate func mean(_ u: Double) -> Complex {
        let bend = u * curvature
        let size = u * linear / (1 + bend * bend)
        return Complex(-bend * size, size)
    }

    /// 1/(1 − iuλ).
    fileprivate func variance(_ u: Double) -> Complex {
        let bend = u * curvature
        return Complex(1 / (1 + bend * bend), bend / (1 + bend * bend))
    }
}
