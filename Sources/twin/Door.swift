import ArgumentParser
import Files
import FoundationEssentials
import MarketTwin
import Store

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The last line of defence: turns errors into messages on standard error and exit codes.
enum Door {
    /// Exit codes follow sysexits.
    enum Code {
        /// Done, and a limit is breached.
        static let limit = ExitCode(3)
        static let badInput = ExitCode(65)
        static let missingInput = ExitCode(66)
        /// A program that was asked for is not on this machine.
        static let unavailable = ExitCode(69)
        static let `internal` = ExitCode(70)
        static let cannotCreate = ExitCode(73)
        static let inputOutput = ExitCode(74)
        /// The same may work in a while, or with more room.
        static let tryAgain = ExitCode(75)
        /// Nobody reads the output any more; what a shell says of a process that SIGPIPE ended.
        static let nobodyReads = ExitCode(141)
    }

    static func guarding(_ body: () throws -> Void) throws {
        signal(SIGPIPE, SIG_IGN)  // Who stops reading the output does not stop what is still to be said.
        do {
            try body()
        } catch let issues as Issues {
            complain(IssueReport(issues).text)
            if issues.all.allSatisfy({ $0.nature == .missingInput }) { throw Code.missingInput }
            throw issues.all.allSatisfy { $0.nature == .shortage } ? Code.tryAgain : Code.badInput
        } catch is CancellationError {
            throw Code.internal  // Not reached: the signal that told the work to stop ends the process.
        } catch let error as RiskRunError {
            complain("error: \(error.description): a mistake of twin, please report it with the scenario\n")
            throw Code.internal
        } catch let error as ReportError {
            complain("error: \(error.description)\n")
            switch error {
            case .unavailable: throw Code.unavailable
            case .unwritable: throw Code.inputOutput
            case .notFinite: throw Code.internal
            }
        } catch let error as StoreError {
            complain("error: \(error.description)\n")
            throw error.exitCode
        } catch let error as FileFailure {
            complain("error: \(error.description)\n")
            throw error.isOccupied ? Code.tryAgain : Code.inputOutput
        }
    }

    /// Where all files are written; tests order faults of it by `MARKET_TWIN_FAULT`, as in `rename:2:killed`.
    static let disk = Disk(
        faults: ProcessInfo.processInfo.environment["MARKET_TWIN_FAULT"].flatMap { Faults($0) })

    /// Seconds since the process began: until its first line it does nothing but load, so its processor time is the wall
    /// time too.
    static var secondsOfProcess: Double {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Whether standard output shows colours: on a terminal, unless `NO_COLOR` is set.
    static var usesColor: Bool {
        let isPlain = ProcessInfo.processInfo.environment["NO_COLOR"]?.isEmpty == false
        return FileHandleText.standardOutput.isTerminal && !isPlain
    }

    /// Writes a result to standard output, with nothing in it that commands a terminal.
    static func say(_ text: String) throws { try say(styled: text.printableLines) }

    /// Writes what a format made: it looks after what it shows, and may hold colours.
    ///
    /// - Throws: the exit code of an I/O error where it does not arrive, as on a full disk.
    static func say(styled text: String) throws {
        guard FileHandleText.standardOutput.write(text) else {
            if errno == EPIPE { throw Code.nobodyReads }
            complain("error: cannot write to standard output: \(String(cString: strerror(errno)))\n")
            throw Code.inputOutput
        }
    }

    /// Writes to standard error, with nothing in it that commands a terminal: messages quote what files hold.
    static func complain(_ text: String) {
        FileHandleText.standardError.write(text.printableLines)
    }
}
