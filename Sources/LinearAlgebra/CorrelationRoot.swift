/// A square root of a correlation matrix: what turns independent normals into correlated drivers.
public enum CorrelationRoot: Hashable, Sendable, Codable {
    /// Exact: a triangular factor.
    case cholesky(CholeskyFactor)
    /// Approximate, for large markets: a few components and a rest.
    case components(PrincipalComponents)

    /// How many variables there are.
    public var count: Int {
        switch self {
        case .cholesky(let factor): factor.count
        case .components(let components): components.count
        }
    }

    /// Rows of normals it works on.
    public var rowCount: Int {
        switch self {
        case .cholesky(let factor): factor.count
        case .components(let components): components.componentCount + components.count
        }
    }

    /// The row in which each variable's driver comes out.
    public var rows: [Int] {
        switch self {
        case .cholesky(let factor):
            var rows = [Int](repeating: 0, count: factor.count)
            for (row, variable) in factor.order.enumerated() { rows[variable] = row }
            return rows
        case .components(let components):
            return (0..<components.count).map { components.componentCount + $0 }
        }
    }

    /// Turns `rowCount` rows of independent normals into correlated drivers, in place.
    public func correlate(_ drivers: UnsafeMutablePointer<Double>, stride: Int, pathCount: Int) {
        switch self {
        case .cholesky(let factor): factor.correlate(drivers, stride: stride, pathCount: pathCount)
        case .components(let components): components.correlate(drivers, stride: stride, pathCount: pathCount)
        }
    }
}

/// The same in single precision.
public enum SingleCorrelationRoot: Sendable {
    case cholesky(SingleCholeskyFactor)
    case components(SinglePrincipalComponents)

    public init(_ root: CorrelationRoot) {
        switch root {
        case .cholesky(let factor): self = .cholesky(SingleCholeskyFactor(factor))
        case .components(let components): self = .components(SinglePrincipalComponents(components))
        }
    }

    public func correlate(_ drivers: UnsafeMutablePointer<Float>, stride: Int, pathCount: Int) {
        switch self {
        case .cholesky(let factor): factor.correlate(drivers, stride: stride, pathCount: pathCount)
        case .components(let components): components.correlate(drivers, stride: stride, pathCount: pathCount)
        }
    }
}
