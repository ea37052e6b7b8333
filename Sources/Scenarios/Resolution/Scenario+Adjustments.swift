import DataSources
import Settings

extension Scenario {
    /// The adjustments of the history, those of the file first.
    func readAdjustments(_ issues: inout [Issue]) -> [Adjustment] {
        guard let located = adjustmentFile else { return adjustments }
        do {
            return try AdjustmentFile(path: located.content).adjustments + adjustments
        } catch {
            issues += error.all.map { issue in
                issue.placed(at: located.location, path: located.path).about(.setting(["market", "adjustments"]))
            }
            return adjustments
        }
    }
}
