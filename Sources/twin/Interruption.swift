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
    private enum Stage { case working, stopping(signal: Int32), writing }

    let cancellation = Cancellation()
    private let stage = Mutex(Stage.working)
    private let sources = Mutex<[any DispatchSourceSignal]>([])
    private let cleanUp: @Sendable () -> Void

    private static let signals = [SIGINT, SIGTERM]
    private static let patience = DispatchTimeInterval.seconds(1)

    /// - Parameter cleanUp: takes away what was begun; called once or twice, from any thread.
    init(cleanUp: @escaping @Sendable () -> Void) {
        self.cleanUp = cleanUp
        sources.withLock { sources in
            sources = Self.signals.map { signal in
                Glibc.signal(signal, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: signal, queue: .global(qos: .userInitiated))
                source.setEventHandler { [weak self] in self?.receive(signal) }
                source.activate()
                return source
            }
        }
    }

    private func receive(_ signal: Int32) {
        let isSecond = stage.withLock { stage -> Bool? in
            switch stage {
            case .writing: return nil
            case .stopping: return true
            case .working:
                stage = .stopping(signal: signal)
                return false
            }
        }
        guard let isSecond else { return }
        cancellation.cancel()
        if isSecond { end(by: signal) }
        DispatchQueue.global(qos: .userInitiated).asyncAfter(deadline: .now() + Self.patience) { self.end(by: signal) }
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
        for signal in Self.signals { Glibc.signal(signal, SIG_DFL) }
        sources.withLock { sources in for source in sources { source.cancel() } }
        let signal = stage.withLock { stage -> Int32? in if case .stopping(let signal) = stage { signal } else { nil } }
        if let signal { end(by: signal) }
    }

    private func end(by signal: Int32) {
        cleanUp()
        Door.complain("stopped: nothing was written\n")
        Glibc.signal(signal, SIG_DFL)
        kill(getpid(), signal)
    }
}
