import ArgumentParser
import MarketTwin

/// `twin doctor`: what this machine is, and what was chosen for it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Tell the CPU, the BLAS kernels chosen and why, the SIMD level and versions.")

    func run() throws {
        let programs = Catalog.allFormats.compactMap { $0 as? any OutsideFormat }.map { format in
            let program = type(of: format).program
            return (
                "Reports as \(type(of: format).name)",
                program.path.map { "\(program.name): \($0)" } ?? "not on the path: \(program.name); \(program.hint)"
            )
        }
        let findings = Machine.findings + programs
        let width = findings.map(\.0.count).max() ?? 0
        for (name, finding) in findings {
            try Door.say(name + String(repeating: " ", count: width - name.count + 2) + finding + "\n")
        }
    }
}
