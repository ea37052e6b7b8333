import COpenBLAS
import Glibc

extension BLAS {
    /// Bytes of address space that a thread takes while it is inside the library: 128 MiB and what belongs to a mapping.
    public static let bufferBytes = 128 << 20 + 1 << 20

    /// Makes the buffers for some threads that are inside the library at a time, where the address space of this process is limited.
    ///
    /// The library never gives one back, and where there is no room for one it asks for ever.
    ///
    /// - Parameters:
    ///   - workers: so many threads.
    ///   - bytes: that must be left beside the buffers, for each thread.
    ///   - further: that a second thread, and more, must leave too: one alone makes do with what there is.
    /// - Returns: for how many threads there is room; the library must not be entered where that is none.
    public static func reserve(workers: Int, leaving bytes: Int, beside further: Int) -> Int {
        var possible = workers
        while possible > 1, !hasRoom(possible * (bufferBytes + bytes) + further) { possible -= 1 }
        if possible == 1, !hasRoom(bufferBytes + bytes) { possible = 0 }
        guard possible > 0, openblas_has_buffers() != 0 else { return possible }
        prepared()
        let buffers = (0..<possible).map { _ in openblas_take_buffer() }
        for buffer in buffers { openblas_return_buffer(buffer) }
        return possible
    }

    /// Whether so much address space can be had at once.
    public static func hasRoom(_ bytes: Int) -> Bool {
        let found = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | Int32(MAP_NORESERVE), -1, 0)
        guard let found, found != MAP_FAILED else { return false }
        munmap(found, bytes)
        return true
    }
}
