import Kernels
import LinearAlgebra
import Randomness
import Settings

/// How the drivers of the factors hang together: correlated drivers from independent draws.
///
/// Whatever the law, every driver has mean 0 and variance 1, so volatilities are standard deviations.
public protocol Dependence: Kind {
    init(_ specification: Specification)

    /// One phrase for reports: `Gaussian`.
    var title: String { get }

    /// How many principal components stand for the correlation matrix; nil for the matrix itself.
    var componentCount: Int? { get }

    /// Turns correlated standard normals into drivers of this law, in place.
    ///
    /// - Parameters:
    ///   - drivers: drivers × paths.
    ///   - draws: further draws of the same paths and step, where the law needs them.
    ///   - scratch: one number a path, with anything in it.
    func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource,
        scratch: UnsafeMutableBufferPointer<Double>)
}

extension Dependence {
    public var componentCount: Int? { nil }
}
