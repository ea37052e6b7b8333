/// The changes of one factor, or of several with the same calendar, that an estimate rests on.
struct ChangeWindow: Hashable, Sendable {
    /// Of the levels, as rows of the history: one more than there are changes, ascending.
    let rows: [Int]
    /// How long each change is, in usual changes of the factor.
    let lengths: [Double]

    var count: Int { lengths.count }

    static let none = ChangeWindow(rows: [], lengths: [])
}
