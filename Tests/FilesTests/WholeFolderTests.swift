import Files
import Foundation
import TestSupport
import Testing

@Suite("Folders that change all at once")
struct WholeFolderTests {
    /// What lies in the folder before it is written, and how its path begins.
    enum Case: String, CaseIterable {
        case absent, deeplyAbsent, empty, written, copied, withFilesOfOthers, withFoldersOfOthers, ofOthers

        var path: String { self == .deeplyAbsent ? "a/b/out" : "out" }
    }

    private static let old = ["report.txt": "old text", "report.json": "old json", "stale.csv": "old"]
    private static let new = ["report.txt": "new text", "report.json": "new json", "page.html": "new"]

    private static func files(_ texts: [String: String]) -> [NewFile] {
        texts.sorted { $0.key < $1.key }.map { NewFile($0.key, Array($0.value.utf8)) }
    }

    private static func folder(_ scratch: ScratchFolder, _ kind: Case, _ faults: Faults? = nil) -> WholeFolder {
        WholeFolder(scratch.path(kind.path), of: "/s.yaml", on: Disk(faults: faults))
    }

    /// A scratch folder as it is before the new files are written.
    private static func prepared(_ kind: Case) throws -> ScratchFolder {
        let scratch = try ScratchFolder()
        func makeFolder(_ name: String) throws {
            try FileManager.default.createDirectory(
                at: scratch.url.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        switch kind {
        case .absent, .deeplyAbsent: break
        case .empty: try makeFolder("out")
        case .written, .withFilesOfOthers, .withFoldersOfOthers:
            try folder(scratch, kind).write(files(old))
            if kind == .withFilesOfOthers { try scratch.write("out/notes.txt", "mine") }
            if kind == .withFoldersOfOthers {
                try makeFolder("out/kept")
                try scratch.write("out/kept/notes.txt", "mine")
            }
        case .copied:
            try makeFolder("out")
            try scratch.write("out/report.txt", "old text")
            try scratch.write("out/report.json", "old json")
        case .ofOthers:
            try makeFolder("out")
            try scratch.write("out/notes.txt", "mine")
            try scratch.write("out/report.txt", "old text")
        }
        return scratch
    }

    /// The texts of all files, by their paths.
    private static func texts(_ scratch: ScratchFolder) throws -> [String: String] {
        var texts: [String: String] = [:]
        for name in scratch.contents {
            var isFolder = ObjCBool(false)
            _ = FileManager.default.fileExists(atPath: scratch.path(name), isDirectory: &isFolder)
            texts[name] = isFolder.boolValue ? "" : try String(contentsOfFile: scratch.path(name), encoding: .utf8)
        }
        return texts
    }

    @Test("new files replace old ones, and what others put there stays", arguments: Case.allCases)
    func replaces(kind: Case) throws {
        let scratch = try Self.prepared(kind)
        let others = try Self.texts(scratch).filter { $0.value == "mine" }
        let folder = Self.folder(scratch, kind)
        try folder.prepare(for: Self.new.keys.sorted())
        try folder.write(Self.files(Self.new))
        let found = try Self.texts(scratch).filter { !$0.value.isEmpty }
        let expected = Self.new.map { (kind.path + "/" + $0.key, $0.value) }
        #expect(found == others.merging(expected) { _, new in new })
        #expect(FolderManifest(folderAt: scratch.path(kind.path))?.origin == "/s.yaml")
    }

    @Test("whichever call is refused, the folder is old or new, and nothing else is left", arguments: Case.allCases)
    func refused(kind: Case) throws {
        let before = try Self.texts(Self.prepared(kind))
        let complete = try Self.prepared(kind)
        try Self.folder(complete, kind).write(Self.files(Self.new))
        let after = try Self.texts(complete)
        var refusals = 0
        for call in Faults.Call.allCases {
            for number in 1..<100 {
                let scratch = try Self.prepared(kind)
                let faults = Faults(call, number, .refused)
                let failure = failure { () throws(FileFailure) in
                    try Self.folder(scratch, kind, faults).write(Self.files(Self.new))
                }
                if faults.count < number { break }
                refusals += 1
                var found = try Self.texts(scratch)
                if call == .remove {
                    // What cannot be removed, the next run removes.
                    try Self.folder(scratch, kind).prepare(for: [])
                    found = try Self.texts(scratch)
                    let left = found.keys.filter { found[$0] != after[$0] && found[$0] != before[$0] }
                    #expect(left.isEmpty, "\(kind) \(call) \(number): \(left)")
                    continue
                }
                #expect(found == before || found == after, "\(kind) \(call) \(number): \(found)")
                if failure == nil { #expect(found == after, "\(kind) \(call) \(number): nothing was said") }
                if found == after, call != .synchronize { #expect(failure == nil, "\(kind) \(call) \(number)") }
            }
        }
        #expect(refusals > 8)
    }

    @Test("preparing makes nothing, and refuses what cannot be written")
    func prepares() throws {
        let scratch = try ScratchFolder(["file": "text"])
        try WholeFolder(scratch.path("a/b/c"), of: "").prepare(for: ["x"])
        #expect(scratch.contents == ["file"])
        for path in ["", "file", "file/a", "/proc/none"] {
            let path = path.isEmpty || path.hasPrefix("/") ? path : scratch.path(path)
            #expect(throws: FileFailure.self) { try WholeFolder(path, of: "").prepare(for: ["x"]) }
        }
    }

    @Test("only what a killed run left goes: not what is locked, not what has another name")
    func leftovers() throws {
        let scratch = try ScratchFolder()
        let names = [".out.abcdefghijklmnopqrst.twin-part", ".out.abcdefghijklmnopqrsu.twin-part", ".out.part", ".x"]
        for name in names { try scratch.write(name, "") }
        let held = open(scratch.path(names[1]), O_RDONLY)
        defer { close(held) }
        #expect(flock(held, LOCK_EX) == 0)
        try WholeFolder(scratch.path("out"), of: "").prepare(for: ["x"])
        #expect(scratch.contents == names.dropFirst().sorted())
    }

    @Test("files and folders get what the umask leaves")
    func rights() throws {
        let scratch = try ScratchFolder()
        let old = umask(0o027)
        defer { umask(old) }
        try WholeFolder(scratch.path("a/out"), of: "").write([NewFile("x", [1])])
        try WholeFile.write([1], to: scratch.path("single"))
        func rights(_ name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: scratch.path(name))[.posixPermissions] as? Int
        }
        #expect(try rights("a/out/x") == 0o640 && rights("a/out") == 0o750 && rights("a") == 0o750)
        #expect(try rights("single") == 0o640)
    }
}
