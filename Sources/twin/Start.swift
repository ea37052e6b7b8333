import ArgumentParser
import CStart
import LinearAlgebra
import MarketTwin

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The beginning of the process: what it may have is looked at before anything is done that would wait for ever, or trap, where it
/// has too little.
@main
enum Start {
    /// What it needs to begin with.
    private enum Least {
        /// Bytes of address space, beside a buffer of OpenBLAS: reading a scenario, and two threads with their stacks.
        static let addresses = 64 << 20
        /// Open files: three of every process, three of Dispatch, a report's folders and a file.
        static let files: UInt64 = 16
        /// Threads beside the first: of Dispatch, one that waits for signals and one that works.
        static let threads = 3
        /// Bytes of stack; of those, the first thread and others.
        static let stack: UInt64 = 8 << 20
    }

    /// Bytes for a worker beside its buffer: a stack and its blocks.
    private static let perWorker = 24 << 20
    /// Bytes for losses and a report, which a further worker must leave.
    private static let forOne = 160 << 20

    nonisolated static func main() {
        signal(SIGXFSZ, SIG_IGN)  // A file that may not grow is said in words.
        openFiles()
        addresses()
        threads()
        guard let stack = MemoryLimit.resource(RLIMIT_STACK), stack < Least.stack else { return Twin.begin() }
        // Deep scenarios need more than some leave a first thread; this one's stack is its own.
        start_set_thread_stack(2 << 20)
        let reason = start_on_stack(Int(Least.stack), begin)
        if reason != 0 { refuse("cannot begin: \(String(cString: strerror(reason)))") }
    }

    /// For C, so on no actor: the thread is not the first one.
    private static let begin: @convention(c) @Sendable () -> Void = { Twin.begin() }

    /// As many workers as there is address space for.
    ///
    /// - Throws: the exit code where there is none for one.
    static func workers(_ wanted: Int) throws -> Int {
        guard !MemoryLimit.ofProcess().isEmpty else { return wanted }
        let possible = BLAS.reserve(workers: wanted, leaving: perWorker, beside: forOne)
        guard possible > 0 else {
            complainOfAddresses()
            throw Door.Code.tryAgain
        }
        return possible
    }

    // MARK: Checks

    private static func openFiles() {
        guard let most = MemoryLimit.resource(RLIMIT_NOFILE), most < Least.files else { return }
        var limit = rlimit()
        getrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 256)
        setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
        if limit.rlim_cur < Least.files {
            refuse("this process may open \(limit.rlim_cur) files (ulimit -n), and needs \(Least.files)")
        }
    }

    private static func addresses() {
        let limits = MemoryLimit.ofProcess()
        guard !limits.isEmpty else { return }
        start_use_one_heap()
        guard BLAS.hasRoom(BLAS.bufferBytes + Least.addresses) else {
            complainOfAddresses()
            _exit(Door.Code.tryAgain.rawValue)
        }
        let words = limits.map { "\($0.name): \($0.most >> 20) MiB" }.joined(separator: ", ")
        start_set_last_words(
            "error: the process ended where memory may have run out: \(words)\n  hint: fewer paths, books or factors, or a"
                + " higher limit; where the same ends so without one, it is a mistake of twin\n",
            Door.Code.tryAgain.rawValue)
    }

    private static func complainOfAddresses() {
        let needed = (BLAS.bufferBytes + Least.addresses) >> 20
        let words = MemoryLimit.ofProcess().map { "\($0.room >> 20) of \($0.most >> 20) MiB \($0.name)" }
        Door.complain(
            "error: not enough memory: \(needed) MiB of addresses are needed to begin with, and there are"
                + " \(words.joined(separator: ", "))\n  hint: a higher limit; an unlimited process takes 600 MiB of addresses,"
                + " few of them in use\n")
    }

    private static func threads() {
        let possible = Int(start_count_threads(Int32(Least.threads)))
        if possible < Least.threads {
            refuse("this user may start \(possible) more threads (ulimit -u), and \(Least.threads) are needed")
        }
    }

    private static func refuse(_ words: String) {
        Door.complain("error: \(words)\n")
        _exit(Door.Code.tryAgain.rawValue)
    }
}
