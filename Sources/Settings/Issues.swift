/// Several mistakes, all of those that could be found and do not follow from others.
///
/// An issue is a consequence, and left out, where one before it is about something that it may follow from. So the first is
/// never left out, and mistakes are added in the order in which the work was done: what was written, what was read, what was
/// made of it. A setting concerns those around it and those below it: a mistake in `market` as a whole or in the level of one
/// factor there is a cause of all that names `market` or that level.
public struct Issues: Error, Sendable {
    public let all: [Issue]

    /// - Complexity: O(n) in the number of issues.
    public init(_ found: [Issue]) {
        var subjects = Subjects()
        var all: [Issue] = []
        all.reserveCapacity(found.count)
        for issue in found {
            if !issue.causes.contains(where: subjects.concern) { all.append(issue) }
            if let subject = issue.subject { subjects.insert(subject) }
        }
        self.all = all
    }

    /// What the issues so far are about.
    private struct Subjects {
        private var own: Set<Issue.Subject> = []
        /// Each setting of these with all those around it.
        private var enclosing: Set<Issue.Subject> = []

        mutating func insert(_ subject: Issue.Subject) {
            guard own.insert(subject).inserted else { return }
            enclosing.formUnion(subject.enclosing)
        }

        /// Whether one of them is a cause, or within it, or around it.
        func concern(_ cause: Issue.Subject) -> Bool {
            enclosing.contains(cause) || cause.enclosing.contains(where: own.contains)
        }
    }
}

extension Issue.Subject {
    /// Itself, and for a setting those around it: the scenario as a whole is the outermost.
    fileprivate var enclosing: [Issue.Subject] {
        guard case .setting(let keys) = self else { return [self] }
        return (0...keys.count).map { .setting(Array(keys.prefix($0))) }
    }
}
