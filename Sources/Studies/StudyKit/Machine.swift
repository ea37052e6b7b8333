import FoundationEssentials
import Kernels
import LinearAlgebra
import Market
import Measures
import Scenarios
import Settings
import Simulation

/// What this machine is and what was chosen for it: the kernel set that the promise of identity speaks of.
public enum Machine {
    public static let version = "0.1.0"

    /// Processors this process may use.
    public static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

    public static var physicalMemory: UInt64 { ProcessInfo.processInfo.physicalMemory }

    package static func engine(workers: Int, precision: String) -> EngineSummary {
        var engine = EngineSummary(
            version: version, blasCore: BLAS.core.name, simd: Elementwise.instructionSet, workers: workers,
            precision: precision)
        engine.kernels = kernels
        return engine
    }

    /// What the kernels here do, as a digest: results of the same run on the same kernels have the same bits.
    public static var kernels: String { KernelIdentity.digest }

    /// The lines of `twin doctor`: what, and what was found.
    public static var findings: [(String, String)] {
        [
            ("Market Twin", version),
            ("Processor", processorName),
            ("Processors", "\(processorCount)"),
            ("Memory", "\(physicalMemory / (1 << 20)) MiB"),
            ("Left", memoryWords),
            ("Elementwise kernels", Elementwise.instructionSet),
            ("BLAS", BLAS.core.name + ": " + BLAS.core.reason),
            ("What kernels do", kernels),
        ] + ProcessLimits.findings
    }

    /// What each limit leaves, the tightest first.
    private static var memoryWords: String {
        MemoryLimit.found().map { "\($0.room >> 20) of \($0.most >> 20) MiB \($0.name)" }.joined(separator: "; ")
    }

    private static var processorName: String {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("model name") }),
            let colon = line.firstIndex(of: ":")
        else { return "unknown" }
        return String(line[line.index(after: colon)...].drop(while: \.isWhitespace))
    }

    /// Refuses a run whose profit and loss would not fit into what the process, its control groups and the machine have left.
    ///
    /// - Parameters:
    ///   - samples: how many like it are kept at a time.
    ///   - holdings: whether positions are measured one by one.
    /// - Throws: one issue, of nature `shortage`.
    package static func checkMemory(
        _ resolved: ResolvedRun, samples: Int = 1, holdings: Bool = false, workers: Int = processorCount
    ) throws(Issues) {
        guard resolved.run.states.hasPaths else { return }
        let need = MemoryNeed(resolved.run, samples: samples, holdings: holdings)
        for limit in MemoryLimit.found() where need.bytes(workers: workers) > Double(limit.room) {
            throw Issues([need.issue(limit, isDrawn: resolved.run.isDrawn, workers: workers, in: resolved.places)])
        }
    }
}
