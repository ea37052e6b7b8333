import Dependence
import Kernels
import Randomness
import Settings

/// Normals by address, and what a Student-t dependence adds to them.
func drawBenchmarks() {
    let block = Block(0...1)
    let draws = PhiloxDraws(seed: 1)
    measure("normals", numbers: Block.size) { draws.normals(step: 0, paths: 0..<Block.pathCount, into: block.out) }
    measure("normals, plain", numbers: Block.size) {
        PhiloxDrawsReference(seed: 1).normals(step: 0, paths: 0..<Block.pathCount, into: block.out)
    }
    let single = SingleBlock()
    measure("normals, single precision", numbers: Block.size) {
        draws.normals(step: 0, paths: 0..<Block.pathCount, into: single.rows)
    }
    let dependence = StudentTDependence(
        Specification(kind: "student-t", settings: ["degreesOfFreedom": .number(4)]))
    let scratch = Block(0...1)
    measure("Student-t dependence, 64 factors", numbers: Block.size) {
        dependence.shape(block.out, step: 0, paths: 0..<Block.pathCount, draws: draws, scratch: scratch.out)
    }
}

/// A block in single precision. Unchecked for the same reason as `Block`.
final class SingleBlock: @unchecked Sendable {
    private let storage = SingleRowStorage(rowCount: Block.rowCount, pathCount: Block.pathCount)

    var rows: MutableSingleRows { storage.rows }
}
