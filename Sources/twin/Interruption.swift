import Dispatch
import MarketTwin
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Ctrl-C, or a scheduler that wants a command to end: the work is told to stop, and what it began is taken away again.
///
/// Work that does not look up within a second is not waited for, nor is any after a second signal.
final class Interruption: Sendable {
    private enum Stage { case working, stopping(Int32), writing }

    let cancellation = Cancellation()
    private let stage = Mutex(Stage.working)
    private let sources = Mutex<[any DispatchSourceSignal]>([])
    private let cleanUp: @Sendable () -> Void

    private static let signals = [SIGINT, SIGTERM]
    private let words: String
    private let patience: DispatchTimeInterval

    /// - Parameters:
    ///   - words: said at the end.
    ///   - patience: seconds in which work is to look up.
    ///   - cleanUp: takes away what was begun; called once or twice, from any thread.
    init(
        words: String = "stopped: nothing was written", patience: Double = 1, cleanUp: @escaping @Sendable () -> Void
    ) {
        self.cleanUp = cleanUp
        self.words = words
        self.patience = .milliseconds(Int(patience * 1_000))
        sources.withLock { sources in
            sources = Self.signals.map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
                source.setEventHandler { [weak self] in self?.receive(number) }
                source.activate()
                return source
            }
        }
    }

    private func receive(_ number: Int32) {
        let isSecond = stage.withLock { stage -> Bool? in
            switch stage {
            case .writing: return nil
            case .stopping: return true
            case .working:
                stage = .stopping(number)
                return false
            }
        }
        guard let isSecond else { return }
        cancellation.cancel()
        if isSecond { end(by: number) }
        DispatchQueue.global(qos: .userInitiated).asyncAfter(deadline: .now() + patience) { self.end(by: number) }
    }

    /// From now on files are written, which is not interrupted.
    ///
    /// - Throws: `CancellationError` where the work was told to stop.
    func beginWriting() throws {
        try stage.withLock { stage in
            if case .stopping = stage { throw CancellationError() }
            stage = .writing
        }
    }

    /// Signals do again what they do to any process; the one that came, if one did, ends this one.
    func finish() {
        for number in Self.signals { signal(number, SIG_DFL) }
        sources.withLock { sources in for source in sources { source.cancel() } }
        if case .stopping(let number) = stage.withLock({ $0 }) { end(by: number) }
    }

    private func end(by number: Int32) {
        cleanUp()
        Door.complain(words + "\n")
        signal(number, SIG_DFL)
        // Who started this process may have blocked the signal.
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
        _exit(128 + number)
    }
}
