import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A fault on order: the n-th call of a sort is refused, or is the last thing that the process does.
///
/// Tests use it to show that a folder is old or new whichever call fails. It lies between this room and the system, so no test
/// needs a broken disk.
package final class Faults: Sendable {
    /// The calls that change something on a disk.
    package enum Call: String, CaseIterable, Sendable {
        /// A file that is not there yet is opened.
        case open
        case write
        /// `fsync`, of a file or a folder.
        case synchronize
        /// `rename`, and two names that change places.
        case rename
        case folder
        case link
        case remove
    }

    package enum Effect: String, Sendable {
        /// The call fails, with `ENOSPC` where it writes and `EIO` else.
        case refused
        /// The process ends by `SIGKILL` before the call; before a write half of its bytes are written.
        case killed
    }

    private let call: Call?
    private let number: Int
    private let effect: Effect
    private let met = Mutex(0)

    /// - Parameters:
    ///   - call: nil for calls of any sort.
    ///   - number: which of them fails, counted from 1.
    package init(_ call: Call?, _ number: Int, _ effect: Effect) {
        self.call = call
        self.number = number
        self.effect = effect
    }

    /// - Parameter text: the sort of call (or `any`), the number and the effect, as in `rename:2:killed`.
    package convenience init?(_ text: String) {
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count == 3, let number = Int(parts[1]), number > 0, let effect = Effect(rawValue: parts[2]) else {
            return nil
        }
        let call = Call(rawValue: parts[0])
        guard call != nil || parts[0] == "any" else { return nil }
        self.init(call, number, effect)
    }

    /// How many calls of the sort there were.
    package var count: Int { met.withLock { $0 } }

    /// - Parameter last: what is still done before the process is killed.
    /// - Returns: whether this call is the one that is refused; `errno` says why then.
    func refuses(_ call: Call, _ last: () -> Void = {}) -> Bool {
        guard self.call == nil || self.call == call else { return false }
        let isIt = met.withLock { count -> Bool in
            count += 1
            return count == number
        }
        guard isIt else { return false }
        if effect == .killed {
            last()
            kill(getpid(), SIGKILL)
            while true { pause() }
        }
        errno = call == .write ? ENOSPC : EIO
        return true
    }
}
