/// Where what lies in a twin's folder.
package struct TwinFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }

    package var settings: String { path + "/twin.yaml" }
    package var scenarios: String { path + "/scenarios" }
    /// Held by a night.
    package var lock: String { path + "/lock" }
    package var journal: String { path + "/journal.sqlite" }
    package var seal: String { path + "/journal.seal" }
    /// Held by everybody who writes to the journal, together.
    package var writers: String { path + "/journal.lock" }
    package var objects: String { path + "/objects" }
    package var snapshots: String { path + "/snapshots" }
    package var keys: String { path + "/keys" }
    package var privateKey: String { keys + "/twin.key" }
    package var publicKey: String { keys + "/twin.pub" }
    /// The newest signed head, to be kept elsewhere.
    package var head: String { path + "/head.note" }
    package var status: String { path + "/status.json" }
    /// What a night has begun: ranges of a long simulation.
    package var work: String { path + "/work" }
    package var reports: String { path + "/reports" }

    /// The last part of its path, in letters that a key's name may have.
    package var name: String {
        let last = path.split(separator: "/").last.map(String.init) ?? "twin"
        let kept = last.unicodeScalars.map { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-"
                    || scalar == "_")
                ? Character(scalar) : "-"
        }
        return [".", "..", ""].contains(last) ? "twin" : String(kept)
    }

    /// - Throws: where this is a twin's folder already.
    package func checkIsFree() throws(StoreError) {
        guard !DurableFile.exists(journal) else {
            throw StoreError("\(path) is a twin's folder already", .cannotCreate)
        }
    }

    /// - Throws: where this is no twin's folder.
    package func check() throws(StoreError) {
        guard DurableFile.isFolder(path) else { throw StoreError("there is no folder \(path)", .missing) }
        guard DurableFile.exists(journal), DurableFile.exists(settings) else {
            throw StoreError("\(path) is no twin's folder: make one with “twin init \(path)”", .missing)
        }
    }
}
