import FoundationEssentials
import MarketTwin

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder that gets a report in every format, each file whole or not at all.
struct ReportFolder {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    let path: String

    /// Makes the folder, and makes sure that it can be written to, before any work is done.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure(description: "cannot make the folder \(path): \(Self.reason(error))")
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw Failure(description: "cannot write to the folder \(path): \(String(cString: strerror(errno)))")
        }
    }

    /// `reports/NAME` for a scenario file `…/NAME.yaml`.
    static func standard(for scenario: String) -> String {
        let name = scenario.split(separator: "/").last.map(String.init) ?? "scenario"
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        return "reports/" + stem
    }

    /// Writes every format under a temporary name first, then renames all of them.
    ///
    /// - Returns: the paths of the files.
    func write(_ report: RiskReport) throws -> [String] {
        var written: [(temporary: String, final: String)] = []
        do {
            for format in Catalog.reportFormats {
                let final = path + "/" + type(of: format).fileName
                let temporary = path + "/.\(type(of: format).fileName).\(getpid())"
                written.append((temporary, final))
                try Self.write(format.render(report), to: temporary)
            }
            for file in written where rename(file.temporary, file.final) != 0 {
                throw Failure(description: "cannot write \(file.final): \(String(cString: strerror(errno)))")
            }
        } catch {
            for file in written { unlink(file.temporary) }
            throw error
        }
        return written.map(\.final)
    }

    private static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(description: "cannot write \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        guard FileHandleText(descriptor: descriptor).write(text) else {
            throw Failure(description: "cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }

    private static func reason(_ error: any Error) -> String {
        String(cString: strerror(errno == 0 ? EIO : errno))
    }
}
