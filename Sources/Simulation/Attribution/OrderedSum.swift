import Synchronization

/// A sum of terms that come in any order and are added in theirs, so that its bits do not depend on who was first.
final class OrderedSum<Term: Sendable>: Sendable {
    private struct State {
        var sum: Term
        var next = 0
        /// Terms that came before their turn.
        var waiting: [Int: Term] = [:]
    }

    private let state: Mutex<State>
    private let add: @Sendable (inout Term, Term) -> Void

    init(_ start: Term, add: @escaping @Sendable (inout Term, Term) -> Void) {
        state = Mutex(State(sum: start))
        self.add = add
    }

    /// - Parameter number: from 0, each once.
    func insert(_ term: Term, number: Int) {
        state.withLock { state in
            state.waiting[number] = term
            while let ready = state.waiting.removeValue(forKey: state.next) {
                add(&state.sum, ready)
                state.next += 1
            }
        }
    }

    var value: Term { state.withLock { $0.sum } }
}
