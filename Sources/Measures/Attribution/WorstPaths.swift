/// The paths of a sample with the largest losses.
public enum WorstPaths {
    /// - Parameter profitAndLoss: one number a path; a gain is positive.
    /// - Returns: the largest loss first; among equal losses the first path first.
    public static func largest(
        _ count: Int, of profitAndLoss: UnsafeBufferPointer<Double>
    ) -> [(path: Int, loss: Double)] {
        TailOrder(profitAndLoss, depth: min(count, profitAndLoss.count)).losses.prefix(count).map {
            ($0.path, $0.value)
        }
    }
}
