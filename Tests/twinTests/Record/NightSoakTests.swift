import Foundation
import TestSupport
import Testing

/// Nights that die at any moment, and disks that are full or may not be written to. `make soak` takes many of them.
@Suite("nights under fire")
struct NightSoakTests {
    private static let kills = ProcessInfo.processInfo.environment["SOAK_KILLS"].flatMap { Int($0) } ?? 6
    private static let seed = ProcessInfo.processInfo.environment["SOAK_SEED"].flatMap { UInt64($0) } ?? 1
    private static let long = TwinFolderFixture.scenario("paths: 4_000", "paths: 300_000")

    private struct Draws {
        var state: UInt64

        /// Between 0 and 1.
        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }
    }

    private static func start(_ twin: TwinFolderFixture, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = TwinProcess.binary
        process.arguments = ["nightly", "desk"] + arguments
        process.currentDirectoryURL = twin.scratch.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    @Test("killed at random moments, a night is finished by the next to the same figures")
    func kills() throws {
        let whole = try TwinFolderFixture(further: ["long": Self.long])
        let begin = Date.now
        #expect(try whole.nightly().code == 0)
        let length = Date.now.timeIntervalSince(begin)
        let figures = try whole.figures()
        var draws = Draws(state: Self.seed)
        var died = 0
        var twin = try TwinFolderFixture(further: ["long": Self.long])
        for number in 0..<Self.kills {
            let wait = draws.next() * length * 1.1
            let process = try Self.start(twin, ["--resume"])
            usleep(UInt32(wait * 1e6))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { died += 1 }
            // Every third night is left alone afterwards, the others are killed again on their way.
            guard number % 3 == 2 || number == Self.kills - 1 else { continue }
            let what = "kill \(number) after \(wait) s, seed \(Self.seed)"
            let again = try twin.nightly("--resume")
            #expect(again.code == 0, "\(what): \(again.errors)")
            #expect(try twin.figures() == figures, "\(what)")
            #expect(try twin.object("desk/status.json")["state"] as? String == "done", "\(what)")
            let verified = try twin.scratch.twin("verify", "desk")
            #expect(verified.code == 0, "\(what): \(verified.output)")
            #expect(!twin.scratch.contents.contains { $0.contains(".twin-part") }, "\(what)")
            twin = try TwinFolderFixture(further: ["long": Self.long])
        }
        #expect(died > 0, "no night was killed on its way")
    }

    /// A file system of its own, as only root may make one.
    private final class SmallDisk {
        let path: String

        init(_ scratch: ScratchFolder, kilobytes: Int) throws {
            path = scratch.path("disk")
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
                throw CocoaError(.fileWriteUnknown)
            }
        }

        func set(readOnly: Bool) -> Bool {
            mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT) | (readOnly ? UInt(MS_RDONLY) : 0), nil)
                == 0
        }

        deinit { umount2(path, Int32(MNT_DETACH)) }
    }

    @Test(
        "on a disk that is full or read-only a night fails with 74, the record stays whole, and the next night mends itself",
        .enabled(if: geteuid() == 0, "needs root, to mount a small disk"), arguments: [0, 40, 120, 250, 500])
    func disks(_ kilobytes: Int) throws {
        let twin = try TwinFolderFixture(further: ["long": Self.long])
        let disk = try SmallDisk(twin.scratch, kilobytes: 8_192)
        try FileManager.default.copyItem(atPath: twin.scratch.path("desk"), toPath: disk.path + "/desk")
        let folder = "disk/desk"
        let filler = disk.path + "/filler"
        if kilobytes == 0 {
            #expect(disk.set(readOnly: true))
        } else {
            let free = try #require(
                try FileManager.default.attributesOfFileSystem(forPath: disk.path)[.systemFreeSize] as? Int)
            try Data(count: free - kilobytes * 1_024).write(to: URL(filePath: filler))
        }
        let broken = try twin.scratch.twin("nightly", folder)
        #expect(broken.code == 74, "\(kilobytes) KB: \(broken.code) \(broken.errors)")
        #expect(!broken.errors.isEmpty)
        let before = try twin.scratch.twin("verify", folder)
        #expect(before.code == 0, "\(kilobytes) KB: \(before.output)\(before.errors)")
        if kilobytes == 0 {
            #expect(disk.set(readOnly: false))
        } else {
            try FileManager.default.removeItem(atPath: filler)
        }
        let mended = try twin.scratch.twin("nightly", folder)
        #expect(mended.code == 0, "\(kilobytes) KB: \(mended.errors)")
        let after = try twin.scratch.twin("verify", folder)
        #expect(after.code == 0, "\(kilobytes) KB: \(after.output)")
    }

    @Test("two nights at once: one is done, the other is told to try again")
    func together() throws {
        let twin = try TwinFolderFixture(further: ["long": Self.long])
        let processes = try (0..<3).map { _ in try Self.start(twin, []) }
        for process in processes { process.waitUntilExit() }
        #expect(processes.map(\.terminationStatus).sorted() == [0, 75, 75])
        #expect(try twin.scratch.twin("verify", "desk").code == 0)
    }
}
