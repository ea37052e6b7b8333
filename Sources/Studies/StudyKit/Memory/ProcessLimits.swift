#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the system lets this process have besides memory, and where it may write: for who asks what a machine is.
enum ProcessLimits {
    /// What, and what was found.
    static var findings: [(String, String)] {
        [
            ("Limits", limits.joined(separator: "; ")),
            ("Temporary folder", writing(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")),
            ("Report folder", writing(access("reports", F_OK) == 0 ? "reports" : ".")),
        ]
    }

    private static var limits: [String] {
        let kinds: [(String, __rlimit_resource, UInt64, String)] = [
            ("address space", RLIMIT_AS, 1 << 20, " MiB (ulimit -v)"),
            ("open files", RLIMIT_NOFILE, 1, " (ulimit -n)"),
            ("processes and threads", __RLIMIT_NPROC, 1, " (ulimit -u)"),
            ("stack", RLIMIT_STACK, 1 << 10, " KiB (ulimit -s)"),
            ("size of a file", RLIMIT_FSIZE, 1 << 20, " MiB (ulimit -f)"),
        ]
        return kinds.map { name, kind, unit, suffix in
            name + ": " + (MemoryLimit.resource(kind).map { "\($0 / unit)\(suffix)" } ?? "no limit")
        } + [controlGroup]
    }

    /// Of memory: that of the process's group or one above it.
    private static var controlGroup: String {
        let own = ControlGroup.memoryLimits()
        guard let tightest = own.min(by: { $0.most < $1.most }) else { return "control group: no limit of memory" }
        return "control group: \(tightest.most >> 20) MiB of memory"
    }

    /// Whether files can be made in a folder, told by making one.
    private static func writing(_ folder: String) -> String {
        var template = Array((folder + "/twin-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return "\(folder) cannot be written: \(String(cString: strerror(errno)))" }
        close(descriptor)
        unlink(template)
        var system = statvfs()
        guard statvfs(folder, &system) == 0 else { return "\(folder) can be written" }
        let free = (UInt64(system.f_bavail) * UInt64(system.f_frsize)) >> 20
        return "\(folder) can be written, \(free) MiB free"
    }
}
