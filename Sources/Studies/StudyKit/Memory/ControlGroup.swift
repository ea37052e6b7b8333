import FoundationEssentials

/// What the control groups of this process, and those above them, may have: of the first version and of the second.
public enum ControlGroup {
    /// Limits above this are none: the first version writes one near 2⁶³.
    private static let unlimited = UInt64(1) << 60

    /// - Parameter root: before all paths of the system; for tests.
    public static func memoryLimits(root: String = "") -> [MemoryLimit] {
        let groups = lines(root + "/proc/self/cgroup")
        let mounts = lines(root + "/proc/self/mountinfo")
        return mounts.flatMap { mount -> [MemoryLimit] in
            let fields = mount.split(separator: " ").map(String.init)
            guard let separator = fields.firstIndex(of: "-"), separator >= 6, fields.count > separator + 3 else {
                return []
            }
            let (top, place, kind) = (fields[3], fields[4], fields[separator + 1])
            let isSecond = kind == "cgroup2"
            guard isSecond || kind == "cgroup" && fields[separator + 3].split(separator: ",").contains("memory"),
                let group = groups.compactMap({ path(of: $0, isSecond: isSecond) }).first
            else { return [] }
            // A container sees its own group as the top of what is mounted.
            let below = top != "/" && group.hasPrefix(top) ? String(group.dropFirst(top.count)) : group
            return limits(at: root + place, below: below, isSecond: isSecond)
        }
    }

    private static func path(of line: Substring, isSecond: Bool) -> String? {
        let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let isIt = isSecond ? parts[1].isEmpty : parts[1].split(separator: ",").contains("memory")
        return isIt ? String(parts[2]) : nil
    }

    /// Of a group and of those above it.
    private static func limits(at mount: String, below: String, isSecond: Bool) -> [MemoryLimit] {
        var parts = below.split(separator: "/").map(String.init).filter { $0 != ".." }
        var found: [MemoryLimit] = []
        while true {
            let folder = ([mount] + parts).joined(separator: "/")
            let shown = "/" + parts.joined(separator: "/")
            let names = isSecond ? ["memory.max", "memory.high"] : ["memory.limit_in_bytes"]
            let usage = number(folder + (isSecond ? "/memory.current" : "/memory.usage_in_bytes")) ?? 0
            // What files are kept in memory for is given back on demand.
            let spare = statistic(isSecond ? "inactive_file" : "total_inactive_file", folder + "/memory.stat") ?? 0
            for name in names {
                guard let most = number(folder + "/" + name), most < unlimited else { continue }
                found.append(
                    MemoryLimit(
                        name: "control group \(shown) (\(name))", count: .pages, most: most,
                        used: usage - min(usage, spare)))
            }
            if parts.isEmpty { return found }
            parts.removeLast()
        }
    }

    private static func lines(_ path: String) -> [Substring] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
    }

    /// The number in a file; nil for `max`, and where there is no such file.
    private static func number(_ path: String) -> UInt64? { lines(path).first.flatMap { UInt64($0) } }

    private static func statistic(_ name: String, _ path: String) -> UInt64? {
        lines(path).map { $0.split(separator: " ") }.first { $0.count == 2 && $0[0] == name }.flatMap { UInt64($0[1]) }
    }
}
