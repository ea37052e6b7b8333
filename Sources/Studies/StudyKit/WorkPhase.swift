/// How far some work has come.
public enum WorkPhase: Sendable {
    case loading
    case simulating(pathsDone: Int, of: Int)
    case measuring
    case estimating(done: Int, of: Int)
}
