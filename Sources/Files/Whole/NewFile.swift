/// A file to be written: its name in a folder, and what it will hold.
package struct NewFile: Sendable {
    /// Gives its bytes piece by piece until all are taken, or one is not.
    package typealias Pieces = @Sendable (_ take: ([UInt8]) -> Bool) -> Void

    package var name: String
    package var bytes: [UInt8]
    /// What follows the bytes, where that is too much to hold.
    package var pieces: Pieces?

    package init(_ name: String, _ bytes: [UInt8], pieces: Pieces? = nil) {
        precondition(!name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == 0 || $0 == 0x2F })
        self.name = name
        self.bytes = bytes
        self.pieces = pieces
    }
}
