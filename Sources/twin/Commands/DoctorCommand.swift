import ArgumentParser
import MarketTwin

/// `twin doctor`: what this machine is, and what was chosen for it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Tell the CPU, the BLAS kernels chosen and why, the SIMD level and versions.")

    func run() throws {
        let missing = "not on the path: weasyprint; \(DocumentPDF.hint)"
        let print = DocumentPDF.program.map { "weasyprint: \($0)" } ?? missing
        let findings = Machine.findings + [("Reports as PDF", print)]
        let width = findings.map(\.0.count).max() ?? 0
        for (name, finding) in findings {
            try Door.say(name + String(repeating: " ", count: width - name.count + 2) + finding + "\n")
        }
    }
}
