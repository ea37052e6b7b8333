import Reports

/// Losses of every book on every path as an array that NumPy maps into memory: `numpy.load("losses.npy", mmap_mode="r")`.
///
/// Books × paths, doubles, the least significant byte first, a book's paths contiguous; books as in `report.json`, the whole
/// portfolio first. Where paths do not count the same, `weights.npy` has what each counts, and a quantile without them is another
/// figure. Written path by path, so that it takes no memory of its own.
/// Source: NumPy, “NEP 1: A simple file format for NumPy arrays”, 2007, format version 1.0.
public struct LossesNpy: DocumentFormat {
    public static let name = "npy"
    public static let summary = "losses by book and path, for NumPy"
    public static let fileExtension = "npy"
    public static let mediaType = "application/octet-stream"

    public init() {}

    public func files(of document: Document) -> [DocumentFile] {
        guard let losses = document.losses else { return [] }
        let (books, paths) = (losses.books.count, losses.sample.pathCount)
        let weights = DocumentFile(
            name: "weights.npy", mediaType: Self.mediaType,
            bytes: Self.header("(\(paths),)") + losses.weights.littleEndianBytes)
        return (losses.weights.isEmpty ? [] : [weights]) + [
            DocumentFile(
                name: "losses.npy", mediaType: Self.mediaType, bytes: Self.header("(\(books), \(paths))")
            ) { take in
                for book in 0..<books {
                    for start in stride(from: 0, to: paths, by: 1 << 16) {
                        guard take(losses.losses(book, paths: start..<min(start + 1 << 16, paths)).littleEndianBytes)
                        else { return }
                    }
                }
            }
        ]
    }

    /// A multiple of 64 bytes, as readers that map the file like it.
    static func header(_ shape: String) -> [UInt8] {
        var text = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }"
        let length = (10 + text.utf8.count + 1 + 63) / 64 * 64
        text += String(repeating: " ", count: length - 10 - text.utf8.count - 1) + "\n"
        let count = UInt16(text.utf8.count)
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 255), UInt8(count >> 8)] + Array(text.utf8)
    }
}

extension [Double] {
    /// Eight bytes each, the least significant first.
    var littleEndianBytes: [UInt8] {
        map { $0.bitPattern.littleEndian }.withUnsafeBytes { Array<UInt8>($0) }
    }
}
