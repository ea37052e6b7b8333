#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Why a file or a folder could not be written: what was to be done, where, and what the system said.
package struct FileFailure: Error, CustomStringConvertible, Equatable {
    package var description: String
    /// The system's number for the reason, as `ENOSPC`; zero where the reason is not the system's.
    package var code: Int32

    package init(_ description: String, code: Int32 = 0) {
        self.description = description
        self.code = code
    }

    /// - Parameter code: that a call left in `errno`; read before anything else is called.
    package init(_ what: String, because code: Int32) {
        self.init("\(what): \(String(cString: strerror(code)))", code: code)
    }

    /// Whether the same may work in a while: somebody else holds what is needed.
    package var isOccupied: Bool { code == EWOULDBLOCK }
}
