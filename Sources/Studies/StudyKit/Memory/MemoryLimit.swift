import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How much memory this process may have, as one of those says who have a say in it.
public struct MemoryLimit: Sendable, Equatable {
    /// What is counted.
    public enum Count: Sendable {
        /// What is asked for.
        case addresses
        /// What is in use.
        case pages
    }

    /// “address space (ulimit -v)”.
    public var name: String
    public var count: Count
    /// Bytes.
    public var most: UInt64
    public var used: UInt64

    /// Bytes that are left.
    public var room: UInt64 { most > used ? most - used : 0 }

    /// All that are in force: of the process, of its control groups, and of the machine, the tightest first.
    public static func found() -> [MemoryLimit] {
        (ofProcess() + ControlGroup.memoryLimits() + [ofMachine()].compactMap(\.self)).sorted { $0.room < $1.room }
    }

    /// Those of the process's address space.
    public static func ofProcess() -> [MemoryLimit] {
        let status = ProcessStatus()
        return [
            ("address space (ulimit -v)", resource(RLIMIT_AS), status.bytes("VmSize")),
            ("data (ulimit -d)", resource(RLIMIT_DATA), status.bytes("VmData")),
        ].compactMap { name, most, used in
            most.map { MemoryLimit(name: name, count: .addresses, most: $0, used: used ?? 0) }
        }
    }

    private static func ofMachine() -> MemoryLimit? {
        let facts = ProcessStatus(path: "/proc/meminfo")
        guard let most = facts.bytes("MemTotal"), let free = facts.bytes("MemAvailable") else { return nil }
        return MemoryLimit(name: "memory of the machine", count: .pages, most: most, used: most - min(most, free))
    }

    /// A limit of the process; nil where there is none.
    package static func resource(_ resource: __rlimit_resource) -> UInt64? {
        var limit = rlimit()
        guard getrlimit(Int32(resource.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int64.max) else { return nil }
        return UInt64(limit.rlim_cur)
    }
}

/// A file of the system of lines such as `VmSize:  480144 kB`.
struct ProcessStatus {
    private let lines: [Substring]

    init(path: String = "/proc/self/status") {
        lines = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
    }

    func bytes(_ name: String) -> UInt64? {
        lines.first { $0.hasPrefix(name + ":") }.flatMap { line in
            line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { UInt64($0) }.map { $0 << 10 }
        }
    }
}
