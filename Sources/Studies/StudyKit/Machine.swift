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
            ("Elementwise kernels", Elementwise.instructionSet),
            ("BLAS", BLAS.core.name + ": " + BLAS.core.reason),
            ("What kernels do", kernels),
        ]
    }

    private static var processorName: String {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("model name") }),
            let colon = line.firstIndex(of: ":")
        else { return "unknown" }
        return String(line[line.index(after: colon)...].drop(while: \.isWhitespace))
    }

    /// Refuses a run whose profit and loss would not fit: 8 bytes for every path of every book.
    ///
    /// - Parameter samples: how many like it are kept at a time.
    package static func checkMemory(_ resolved: ResolvedRun, samples: Int = 1) throws(Issues) {
        let run = resolved.run
        let nodes = run.tree.nodes.count
        // Measuring a book takes a copy of its losses at the worst.
        let bytes = Double(run.sampling.paths) * Double(samples * nodes + 1) * 8
        guard bytes > 0.8 * Double(physicalMemory) else { return }
        let needed = Int((bytes / 1e9).rounded(.up))
        throw Issues([
            Issue(
                "\(run.sampling.paths) paths of \(nodes) books need \(needed) GB, and this machine has"
                    + " \(physicalMemory / 1_000_000_000)", hint: "ask for fewer paths",
                at: resolved.places.location(of: ["simulation", "paths"]), path: "simulation.paths")
        ])
    }
}
