import Kernels

/// Independent random numbers by address: each is a function of (step, path, driver), so any worker may ask for any
/// block, in any order and any split, and gets the same bits.
public protocol DrawSource: Sendable {
    /// Standard normals, one row a driver, one column a path.
    ///
    /// - Parameters:
    ///   - paths: as many as `rows` has columns.
    ///   - rows: drivers 0 to `rowCount` − 1.
    func normals(step: Int, paths: Range<Int>, into rows: MutableRows)

    /// The same normals in single precision: close to the double-precision ones, draw by draw.
    func normals(step: Int, paths: Range<Int>, into rows: MutableSingleRows)

    /// Uniforms in the open interval (0, 1), independent of all normals: mixing variables of a copula, for instance.
    ///
    /// - Parameter paths: as many as `out` has elements.
    func uniforms(step: Int, paths: Range<Int>, driver: Int, into out: UnsafeMutableBufferPointer<Double>)
}
