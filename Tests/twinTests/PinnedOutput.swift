import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// What a command writes, with fixed words for what differs from machine to machine and from one run to the next.
struct PinnedOutput {
    /// The JSON result as it is.
    let result: JSONNode
    private let files: [String: String]

    /// - Parameter arguments: of a command that reads shipped scenarios by paths from the top folder.
    init(_ arguments: [String]) throws {
        let folder = try ScratchFolder()
        let run = try TwinProcess(arguments + ["--out", folder.path("out")])
        try #require(run.code == 0, "\(arguments): \(run.errors)")
        var files: [String: String] = [:]
        for name in folder.contents where name.hasPrefix("out/") {
            files[String(name.dropFirst(4))] = try String(contentsOfFile: folder.path(name), encoding: .utf8)
        }
        result = try JSONDecoder().decode(JSONNode.self, from: Data((files["report.json"] ?? "").utf8))
        self.files = files
    }

    var names: [String] { files.keys.sorted() }

    /// The text of a file, as it was written.
    func raw(_ name: String) throws -> String { try #require(files[name]) }

    /// The text of a file without identities, timings, versions and kernels.
    func text(_ name: String) throws -> String {
        let identities = Set(result.texts.filter { $0.wholeMatch(of: /[0-9a-f]{64}/) != nil })
        return try raw(name).components(separatedBy: "\n").map { line in
            var line = line
            for identity in identities where line.range(of: identity.prefix(12), options: .literal) != nil {
                line = line.replacing(identity, with: "IDENTITY").replacing(identity.prefix(12), with: "IDENTITY")
            }
            for (marks, fixed) in Self.varying
            where marks.contains(where: { line.range(of: $0, options: .literal) != nil }) { fixed(&line) }
            return line
        }.joined(separator: "\n")
    }

    /// What varies, and the words by which a line that holds it is known: a search for words is fast, for patterns is not.
    private static let varying: [(marks: [String], fixed: @Sendable (inout String) -> Void)] = [
        (["Market Twin "], { $0.replace(/Market Twin [0-9]+\.[0-9]+\.[0-9]+/, with: "Market Twin VERSION") }),
        (
            ["OpenBLAS core "],
            { $0.replace(/OpenBLAS core [^,<]*, elementwise [^,<]*,/, with: "OpenBLAS core CORE, elementwise SIMD,") }
        ),
        (["correlationDigest: "], { $0.replace(/sha256:[0-9a-f]{64}/, with: "DIGEST") }),
        ([" s (start "], { $0.replace(/[0-9][^ <]* s \(start [^)]*\)/, with: "TIME") }),
        ([" a trade"], { $0.replace(/simulate [0-9][^ <]* m?s, measure [0-9][^ <]* m?s a trade/, with: "TIME") }),
        (
            ["\"version\": ", "\"blasCore\": ", "\"simd\": "],
            { $0.replace(/"(version|blasCore|simd)": "[^"]*"/) { "\"\($0.1)\": \"FIXED\"" } }
        ),
        (
            [
                "start", "load", "calibrate", "simulate", "measure", "check", "attribute", "report", "perTrade",
                "seconds",
            ].map {
                "\"\($0)\": "
            },
            {
                $0.replace(
                    /"(start|load|calibrate|simulate|measure|check|attribute|report|perTrade|seconds)": [0-9][-+.e0-9]*/
                ) {
                    "\"\($0.1)\": 0"
                }
            }
        ),
    ]

    /// How far numbers may be off here.
    ///
    /// - Parameter command: a search for the nearest move stops where it is good enough, and may do so elsewhere.
    static func tolerance(_ command: String) -> Double { isAsRecorded ? 0 : command == "reverse" ? 1e-6 : 1e-9 }

    /// Whether the records were made with the kernels of this machine.
    private static let isAsRecorded: Bool = {
        #if compiler(>=6.3) && !compiler(>=6.4)
            // The compiler's version stands for that of the kernels in C.
            let isHere = BLAS.library.hasPrefix("OpenBLAS 0.3.21 ") && BLAS.core.name == "Haswell"
            return isHere && elementwiseKernels == "x86-64-v4"
        #else
            return false
        #endif
    }()

    /// Those that `twin doctor` names.
    private static var elementwiseKernels: String? {
        let lines = (try? TwinProcess(["doctor"]).output)?.split(separator: "\n") ?? []
        return lines.first { $0.hasPrefix("Elementwise kernels") }?.split(separator: " ").last.map(String.init)
    }
}
