/// Keeps what books gained on the finished stretches of a long simulation, so that one which was cut short goes on from there,
/// to the same bits.
///
/// It is asked and told by one thread, stretch by stretch in the order of the paths.
public protocol GainKeeper: Sendable {
    /// What every book gained on some paths.
    ///
    /// - Returns: books × paths, a book's paths contiguous; nil where they were not kept.
    func gains(on paths: Range<Int>, bookCount: Int) -> [Double]?

    /// A stretch is finished.
    ///
    /// - Parameter gains: of any stretch that is finished; books × paths.
    func finished(_ paths: Range<Int>, gains: (Range<Int>) -> [Double])

    /// The simulation ends before all stretches are finished.
    func stopped(gains: (Range<Int>) -> [Double])
}
