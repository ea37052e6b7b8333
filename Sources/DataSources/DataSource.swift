import Settings

/// Where price history comes from: a file today; a database or a service are further members of the catalog.
public protocol DataSource: Kind {
    init(_ specification: Specification)

    /// Reads all there is, as it is; cleaning comes after, in `DataQuality`.
    ///
    /// - Parameter directory: what relative paths are relative to, the scenario's own directory.
    /// - Throws: every mistake that could be found, with its place.
    func read(relativeTo directory: String) throws(Issues) -> RawPriceTable
}
