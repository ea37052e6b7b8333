/// Why parts of a run make no whole.
public enum RangeProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case otherRun(String, not: String)
    case otherKernels(String, not: String)
    case otherQuestion
    case overlapping(Range<Int>, Range<Int>)
    case missing([Range<Int>])

    public var description: String {
        switch self {
        case .otherRun(let found, let known): "a part of the run \(found), not of \(known)"
        case .otherKernels(let found, let known):
            "a part made with other kernels (\(found)) than the rest (\(known)): its bits differ"
        case .otherQuestion: "a part that was asked for other measures, or of other books"
        case .overlapping(let a, let b):
            "the chunks \(a.lowerBound)..<\(a.upperBound) and \(b.lowerBound)..<\(b.upperBound) overlap without one being"
                + " part of the other"
        case .missing(let ranges):
            "chunks are missing: " + ranges.map { "\($0.lowerBound)..<\($0.upperBound)" }.joined(separator: ", ")
        }
    }
}
