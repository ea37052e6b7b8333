import ArgumentParser
import MarketTwin

/// The command line of Market Twin.
struct Twin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twin",
        abstract: "A living model of a market: value-at-risk and expected shortfall with their errors.",
        discussion: """
            Exit codes: 0 done · 3 done, a limit is breached (with --fail-on-breach) · 64 usage · 65 bad scenario or data · 66 missing input · 69 a program that a format needs is missing · 70 internal · 74 I/O · 75 not enough memory, files or threads.
            Completions: twin --generate-completion-script bash|zsh|fish
            """,
        version: Machine.version,
        subcommands: [
            RunCommand.self, CheckCommand.self, ReplayCommand.self, WhatIfCommand.self, StressCommand.self,
            ReverseCommand.self, BacktestCommand.self, CompareCommand.self, CalibrateCommand.self, ImportCommand.self,
            InitCommand.self, NightlyCommand.self, RunsCommand.self, VerifyCommand.self, KindsCommand.self,
            SchemaCommand.self, DoctorCommand.self,
        ])

    /// The same as the parser's own, but that nothing which was typed commands the terminal that says what is wrong with it.
    static func begin() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let (code, message) = (exitCode(for: error), fullMessage(for: error))
            if !message.isEmpty {
                let text = message.hasSuffix("\n") ? message : message + "\n"
                if code.isSuccess { try? Door.say(text) } else { Door.complain(text) }
            }
            exit(withError: code)
        }
    }
}
