import Market

extension [DataIssue] {
    /// Most severe first, otherwise in their order.
    package var ranked: [DataIssue] {
        DataIssue.Severity.allCases.reversed().flatMap { severity in filter { $0.severity == severity } }
    }

    /// “1 error, 14 warnings”, or nil where there are no issues.
    package var counts: String? {
        let counts = DataIssue.Severity.allCases.reversed().compactMap { severity -> String? in
            let count = count { $0.severity == severity }
            guard count > 0 else { return nil }
            switch severity {
            case .error: return NumberText.counted(count, "error")
            case .warning: return NumberText.counted(count, "warning")
            case .information: return NumberText.integer(count) + " for information"
            }
        }
        return counts.isEmpty ? nil : counts.joined(separator: ", ")
    }
}
