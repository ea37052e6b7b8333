import Files
import Foundation
import TestSupport
import Testing

/// What a night leaves that was killed, or had no disk to write to, and what the next makes of it.
@Suite("nights that are cut short")
struct NightFaultTests {
    /// Enough paths for several stretches, each of which a fail point may follow.
    private static let long = TwinFolderFixture.scenario("paths: 4_000", "paths: 200_000")

    private static let undisturbed: [String]? = try? {
        let twin = try TwinFolderFixture(further: ["long": long])
        _ = try twin.nightly()
        return try twin.figures()
    }()

    /// Goes on after whatever was done to a night, and holds it against one that nothing was done to.
    private static func mend(_ twin: TwinFolderFixture, _ what: String) throws {
        let again = try twin.nightly("--resume")
        #expect(again.code == 0, "\(what): \(again.errors)")
        #expect(try twin.object("desk/status.json")["state"] as? String == "done", "\(what)")
        #expect(try twin.figures() == undisturbed, "\(what)")
        let verified = try twin.scratch.twin("verify", "desk")
        #expect(verified.code == 0, "\(what): \(verified.output)")
        #expect(!twin.scratch.contents.contains { $0.hasSuffix(".twin-part") }, "\(what)")
    }

    @Test(
        "killed at a place of the record or of the night, the next night ends with the same figures",
        arguments: [
            "catalogue.begun:1", "catalogue.written:2", "catalogue.committed:3", "catalogue.written:7", "step.ended:1",
            "step.ended:5", "step.ended:12", "seal.written:1", "catalogue.committed:9",
        ])
    func places(_ place: String) throws {
        let twin = try TwinFolderFixture(further: ["long": Self.long])
        let killed = try twin.nightly(environment: ["TWIN_FAIL_AT": place])
        #expect(killed.code == SIGKILL, "\(place): \(killed.code) \(killed.errors)")
        try Self.mend(twin, place)
    }

    @Test(
        "killed or refused at a call of the file system, the same",
        arguments: [
            "rename:1:killed", "rename:9:killed", "write:4:killed", "synchronize:6:killed", "link:3:killed",
            "rename:12:refused",
            "write:7:refused", "link:5:refused",
        ])
    func calls(_ fault: String) throws {
        let twin = try TwinFolderFixture(further: ["long": Self.long])
        let broken = try twin.nightly(environment: ["MARKET_TWIN_FAULT": fault])
        if fault.hasSuffix("killed") {
            #expect(broken.code == SIGKILL, "\(fault): \(broken.code) \(broken.errors)")
        } else {
            #expect(broken.code == 74, "\(fault): \(broken.code) \(broken.errors)")
        }
        try Self.mend(twin, fault)
    }

    @Test(
        "a signal ends a night within two seconds, its status says so, and it goes on from there",
        arguments: [SIGINT, SIGTERM])
    func signals(_ number: Int32) throws {
        let twin = try TwinFolderFixture(further: ["long": Self.long])
        let process = Process()
        process.executableURL = TwinProcess.binary
        process.arguments = ["nightly", "desk"]
        process.currentDirectoryURL = twin.scratch.url
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        // Far more paths than can be done before the signal comes.
        try twin.scratch.write(
            "desk/scenarios/long.yaml", TwinFolderFixture.scenario("paths: 4_000", "paths: 50_000_000"))
        try process.run()
        usleep(2_500_000)
        let sent = Date.now
        kill(process.processIdentifier, number)
        let words = String(decoding: rest(of: errors.fileHandleForReading.fileDescriptor), as: UTF8.self)
        process.waitUntilExit()
        #expect(Date.now.timeIntervalSince(sent) < 2.5)
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == number)
        #expect(words.contains("--resume goes on"), "\(words)")
        #expect(try twin.object("desk/status.json")["state"] as? String == "stopped")
        try twin.scratch.write("desk/scenarios/long.yaml", Self.long)
        try Self.mend(twin, "signal \(number)")
    }
}
