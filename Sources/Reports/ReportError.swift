/// Why a report could not be written.
public enum ReportError: Error, Equatable, CustomStringConvertible {
    /// A figure is infinite or not a number, and the format has no way to say so.
    case notFinite(field: String)

    public var description: String {
        switch self {
        case .notFinite(let field):
            "\(field) is not a finite number; a report in this format cannot hold it"
        }
    }
}
