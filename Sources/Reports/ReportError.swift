/// Why a report could not be written.
public enum ReportError: Error, Equatable, CustomStringConvertible {
    /// A figure is infinite or not a number, and the format has no way to say so.
    case notFinite(field: String)
    /// What a format needs is not on this machine, or does not work.
    case unavailable(format: String, because: String)
    /// It could not be written while it was made.
    case unwritable(format: String, because: String)

    public var description: String {
        switch self {
        case .notFinite(let field):
            "\(field) is not a finite number; a report in this format cannot hold it"
        case .unavailable(let format, let reason), .unwritable(let format, let reason):
            "no report can be written as \(format): \(reason)"
        }
    }
}
