extension Matrix {
    /// - Throws: `notSquare`, or `notFinite` with the first such element.
    func checkSquareAndFinite() throws(FactorizationError) {
        guard isSquare else { throw .notSquare(rowCount: rowCount, columnCount: columnCount) }
        if let index = elements.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(row: index / columnCount, column: index % columnCount, value: elements[index])
        }
    }

    /// - Throws: `asymmetric` where two mirrored elements differ by more than 1e-10 of the larger of them, or of
    ///   √(aᵢᵢ·aⱼⱼ).
    func checkSymmetric() throws(FactorizationError) {
        for i in 0..<rowCount {
            for j in 0..<i {
                let (a, b) = (self[i, j], self[j, i])
                let scale = max(abs(a), abs(b), (abs(self[i, i]) * abs(self[j, j])).squareRoot())
                if abs(a - b) > 1e-10 * scale { throw .asymmetric(row: i, column: j, value: a, mirrored: b) }
            }
        }
    }
}
