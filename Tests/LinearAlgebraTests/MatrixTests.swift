import Foundation
import LinearAlgebra
import Testing

@Suite struct MatrixTests {
    let wide = Matrix([[1, 2, 3], [4, 5, 6]])

    @Test func rowsAndColumns() {
        #expect(wide.rowCount == 2 && wide.columnCount == 3)
        #expect(wide[1, 0] == 4)
        #expect(Array(wide.row(1)) == [4, 5, 6])
        #expect(wide.diagonal == [1, 5])
        #expect(wide.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
        var changed = wide
        changed[0, 2] = 9
        #expect(changed.elements == [1, 2, 9, 4, 5, 6])
    }

    @Test func products() {
        let tall = Matrix([[1, 0], [0, 2], [1, 1]])
        #expect(wide.multiplied(by: tall) == Matrix([[4, 7], [10, 16]]))
        #expect(wide.multiplied(by: Matrix.identity(3)) == wide)
        #expect(wide.multiplied(byTransposed: wide) == wide.multiplied(by: wide.transposed))
        #expect(wide.transposedMultiplied(by: wide) == wide.transposed.multiplied(by: wide))
    }

    @Test func norms() {
        #expect(Matrix([[3, 0], [0, 4]]).frobeniusNorm == 5)
        #expect(Matrix([[1, 1], [1, 1]]).distance(to: .identity(2)) == 2.0.squareRoot())
    }

    @Test func codableKeepsEveryBit() throws {
        let matrix = Matrix([[0.1, -1e-300], [.pi, 1 / 3]])
        let decoded = try JSONDecoder().decode(Matrix.self, from: JSONEncoder().encode(matrix))
        #expect(decoded == matrix)
    }

    @Test func wrongShapeIsNotDecoded() {
        let text = Data(#"{"rowCount": 2, "columnCount": 2, "elements": [1, 2, 3]}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Matrix.self, from: text) }
    }
}
