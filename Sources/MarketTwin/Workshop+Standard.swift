import Parallelism
import Scenarios
import StudyKit

extension Workshop {
    /// A workshop with everything that Market Twin brings along.
    ///
    /// - Parameter progress: called now and then, from any thread but one at a time.
    public static func standard(
        workers: Int = Machine.processorCount, secondsToStart: Double = 0,
        cancellation: Cancellation = Cancellation(), progress: @escaping @Sendable (WorkPhase) -> Void = { _ in }
    ) -> Workshop {
        Workshop(
            catalog: .standard, workers: workers, secondsToStart: secondsToStart, cancellation: cancellation,
            progress: progress)
    }
}
