import Synchronization

/// A sum of terms that come in any order and are added as a tree over their numbers, so that its bits do not depend on who
/// was first.
///
/// Two neighbours of a level make one of the next, the first always an even one; a term without a neighbour rises as it is.
/// Few terms wait at a time: about as many as there are levels, and those still being made.
package final class TreeSum<Term: Sendable>: Sendable {
    private struct Place: Hashable {
        var level: Int
        var number: Int
    }

    private let waiting: Mutex<[Place: Term]>
    private let add: @Sendable (inout Term, Term) -> Void

    package init(_ add: @escaping @Sendable (inout Term, Term) -> Void) {
        waiting = Mutex([:])
        self.add = add
    }

    /// - Parameter number: from 0, each once.
    package func insert(_ term: Term, number: Int) {
        var (sum, place) = (term, Place(level: 0, number: number))
        while true {
            let neighbour = waiting.withLock { waiting -> Term? in
                if let found = waiting.removeValue(forKey: Place(level: place.level, number: place.number ^ 1)) {
                    return found
                }
                waiting[place] = sum
                return nil
            }
            guard let neighbour else { return }
            if place.number.isMultiple(of: 2) {
                add(&sum, neighbour)
            } else {
                var first = neighbour
                add(&first, sum)
                sum = first
            }
            place = Place(level: place.level + 1, number: place.number / 2)
        }
    }

    /// The sum of all terms, once they are there; nil of none.
    package var value: Term? {
        waiting.withLock { waiting in
            // What is left has no neighbour: trees of falling size, the later ones without a part.
            var rest = waiting.sorted { $0.key.level < $1.key.level }.map(\.value)[...]
            guard var sum = rest.popFirst() else { return nil }
            for var first in rest {
                add(&first, sum)
                sum = first
            }
            return sum
        }
    }
}
