import Instruments

/// What a change of levels or positions reaches in a revaluation.
struct RevaluationChange: Sendable {
    /// Cells and sums to be made anew.
    var work: RevaluationWork
    /// Whether the value of each owner may have moved.
    var hasMoved: [Bool]
}

extension Revaluation {
    /// What moves with the levels of some factors.
    func change(movingFactors factors: [Int]) -> RevaluationChange {
        var isChanged = [Bool](repeating: false, count: blockRowCount)
        for factor in factors {
            for row in layout.rows(of: factor) { isChanged[row] = true }
        }
        return change(&isChanged, cells: cells.filter { $0.isValued && $0.key.rows.contains { isChanged[$0] } }) { _ in
            false
        }
    }

    /// Entries with what this knows already of their positions.
    func known(_ entries: [Entry]) -> [Entry] {
        let places = Dictionary(
            self.entries.enumerated().map { ($1.position.id, $0) }, uniquingKeysWith: { first, _ in first })
        return entries.map { entry in
            guard let place = places[entry.position.id], self.entries[place].position.isSame(as: entry.position) else {
                return entry
            }
            return Entry(position: entry.position, row: entry.row, reads: self.entries[place].reads)
        }
    }

    /// What is other than in a revaluation of other positions whose slots this one keeps.
    func change(from earlier: Revaluation) -> RevaluationChange {
        var isChanged = [Bool](repeating: false, count: blockRowCount)
        let known = Dictionary(uniqueKeysWithValues: earlier.cells.map { ($0.key, $0) })
        let changed = cells.filter { cell in
            guard cell.isValued else { return false }
            guard let old = known[cell.key], old.isValued, old.members.count == cell.members.count else { return true }
            return !zip(old.members, cell.members).allSatisfy {
                earlier.entries[$0].position.isSame(as: entries[$1].position)
            }
        }
        let sums = Dictionary(uniqueKeysWithValues: earlier.sums.map { ($0.row, $0) })
        return change(&isChanged, cells: changed) { sums[$0.row] != $0 }
    }

    private func change(
        _ isChanged: inout [Bool], cells changed: [Cell], isOther: (RowSum) -> Bool
    ) -> RevaluationChange {
        for cell in changed { isChanged[cell.term.row] = true }
        var reached: [RowSum] = []
        for sum in sums where sum.reads(isChanged) || isOther(sum) {
            isChanged[sum.row] = true
            reached.append(sum)
        }
        let work = RevaluationWork(
            cells: changed.map(\.term.row), batches: Self.batches(changed, entries, layout: layout), sums: reached)
        return RevaluationChange(work: work, hasMoved: valueRows.map { [isChanged] in isChanged[$0] })
    }
}

extension BoundPosition {
    /// Whether one can stand for the other.
    fileprivate func isSame(as other: BoundPosition) -> Bool {
        position.id == other.position.id && position.quantity == other.position.quantity
            && position.instrument == other.position.instrument
    }
}
