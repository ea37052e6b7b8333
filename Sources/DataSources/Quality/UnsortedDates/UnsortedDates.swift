import Settings

/// Rows whose date lies before that of the row above; in a long file, above of the same factor.
public struct UnsortedDates: FileRule {
    public static let kind = "unsorted-dates"
    public static let summary = "dates that do not ascend"
    public static let settings = Treatment.settings(.refuse, of: [.report, .refuse])
    public static let finds = "dates out of order"

    /// With more of them the file is in another order altogether, and one finding says so.
    private static let most = 20

    public let treatment: Treatment

    public init(_ specification: Specification) { treatment = Treatment(specification) }

    public func remedy(_ action: QualityAction) -> String { "sorted by date" }

    public func findings(in table: RawPriceTable) -> [FileFinding] {
        let disorders = table.disorders
        let count = disorders.count > Self.most ? 1 : disorders.count
        return disorders.prefix(count).map { disorder in
            let first = "\(disorder.date) stands below \(disorder.previous)"
            return FileFinding(
                factor: disorder.factor, date: disorder.date, location: table.location(disorder.place),
                message: count == disorders.count
                    ? first : "the dates go back \(disorders.count) times; the first: \(first)")
        }
    }
}
