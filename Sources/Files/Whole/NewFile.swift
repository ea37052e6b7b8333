/// A file to be written: its name in a folder, and what it will hold.
package struct NewFile: Sendable {
    package var name: String
    package var bytes: [UInt8]

    package init(_ name: String, _ bytes: [UInt8]) {
        precondition(!name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == 0 || $0 == 0x2F })
        self.name = name
        self.bytes = bytes
    }
}
