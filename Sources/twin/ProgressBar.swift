import MarketTwin
import Synchronization

/// A line on standard error that fills up; silent where standard error is no terminal, and for the first moments.
final class ProgressBar: Sendable {
    private struct State {
        var lastShown: ContinuousClock.Instant
        var isVisible = false
    }

    private let state: Mutex<State>
    private let isTerminal = FileHandleText.standardError.isTerminal

    init() { state = Mutex(State(lastShown: ContinuousClock().now)) }

    func show(_ phase: WorkPhase) {
        guard isTerminal else { return }
        state.withLock { state in
            let now = ContinuousClock().now
            guard state.lastShown.duration(to: now) > .milliseconds(100) else { return }
            state.lastShown = now
            state.isVisible = true
            FileHandleText.standardError.write("\r\u{1B}[K" + Self.line(phase))
        }
    }

    func clear() {
        state.withLock { state in
            if state.isVisible { FileHandleText.standardError.write("\r\u{1B}[K") }
            state.isVisible = false
        }
    }

    private static func line(_ phase: WorkPhase) -> String {
        switch phase {
        case .loading: return "reading the market …"
        case .measuring: return "measuring …"
        case .simulating(let done, let total): return bar("simulating", done, of: total)
        case .estimating(let done, let total): return bar("drawing histories", done, of: total)
        }
    }

    private static func bar(_ work: String, _ done: Int, of total: Int) -> String {
        let share = total > 0 ? Double(done) / Double(total) : 1
        let width = 40
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(work) \(bar) \(Int(share * 100)) %"
    }
}
