import Measures

extension MeasureDescription {
    /// The column of records that holds settings besides the confidence, where there are any.
    package static let settingsColumn = "settings"

    /// “above=1000000.0”; empty for a measure without further settings.
    package var settingsText: String { furtherSettings.map { "\($0.name)=\($0.value.written)" }.joined(separator: " ") }
}
