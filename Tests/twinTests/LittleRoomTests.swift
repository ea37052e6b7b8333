import Foundation
import StudyKit
import TestSupport
import Testing

/// Processes that may have little: they end in words and a code, at once, and leave nothing.
@Suite("Little room")
struct LittleRoomTests {
    private func limited(_ limit: String, _ arguments: [String], in folder: ScratchFolder) throws -> TwinProcess {
        let command = ([TwinProcess.binary.path] + arguments).joined(separator: " ")
        return try TwinProcess(
            ["-c", "ulimit \(limit) || exit 99; \(command)"], in: folder.url, tool: URL(fileURLWithPath: "/bin/bash"))
    }

    @Test(
        "little address space ends in words, not in waiting for ever",
        arguments: ["run", "stress", "reverse", "check", "doctor"])
    func addresses(command: String) throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try limited("-v 200000", [command] + (command == "doctor" ? [] : ["s.yaml"]), in: folder)
        #expect(
            run.code == 75 && run.errors.contains("not enough memory")
                && run.errors.contains("address space (ulimit -v)"))
        #expect(folder.contents == ["s.yaml"])
    }

    /// What is advised is tried: a report is there.
    @Test("paths that do not fit are refused with paths that do")
    func paths() throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let refused = try limited("-v 700000", ["run", "s.yaml", "--paths", "60000000", "--out", "o"], in: folder)
        #expect(refused.code == 75 && folder.contents == ["s.yaml"], "\(refused.errors)")
        let words = try #require(refused.errors.firstMatch(of: /what would fit: --paths ([0-9]+) would/))
        let good = try limited("-v 700000", ["run", "s.yaml", "--paths", String(words.1), "--out", "o"], in: folder)
        #expect(good.code == 0 && folder.contents.contains("o/report.json"), "\(good.errors)")
    }

    @Test("a small stack, few files and small files", arguments: [("-s 512", 0), ("-Sn 8", 0), ("-f 4", 74)])
    func others(limit: String, code: Int) throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        let run = try limited(limit, ["run", "s.yaml", "--out", "o"], in: folder)
        #expect(Int(run.code) == code, "\(run.code) \(run.errors)")
    }

    @Test("too few files at all are said")
    func files() throws {
        let run = try limited("-n 8", ["doctor"], in: ScratchFolder())
        #expect(run.code == 75 && run.errors.contains("this process may open 8 files (ulimit -n)"))
    }

    /// A container's group of the second version, with the group above it, and one of the first.
    @Test("control groups and those above them count")
    func controlGroups() throws {
        let folder = try ScratchFolder()
        for path in ["proc/self", "sys/fs/cgroup/a/b"] {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(path), withIntermediateDirectories: true)
        }
        try folder.write("proc/self/cgroup", "0::/a/b\n")
        try folder.write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n")
        try folder.write("sys/fs/cgroup/a/b/memory.max", "max\n")
        try folder.write("sys/fs/cgroup/a/memory.max", "1000000000\n")
        try folder.write("sys/fs/cgroup/a/memory.current", "400000000\n")
        try folder.write("sys/fs/cgroup/a/memory.stat", "anon 1\ninactive_file 100000000\n")
        let found = ControlGroup.memoryLimits(root: folder.url.path)
        #expect(found.map(\.most) == [1_000_000_000] && found.map(\.room) == [700_000_000])
        #expect(found.first?.name.contains("/a (memory.max)") == true)
        try folder.write("proc/self/cgroup", "5:cpu,memory:/a\n")
        try folder.write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw shared:4 - cgroup cgroup rw,memory\n")
        try folder.write("sys/fs/cgroup/a/memory.limit_in_bytes", "2000000000\n")
        try folder.write("sys/fs/cgroup/memory.limit_in_bytes", "9223372036854771712\n")
        #expect(ControlGroup.memoryLimits(root: folder.url.path).map(\.most) == [2_000_000_000])
    }
}
