import Settings

/// What a file compressed with gzip holds, unpacked piece by piece, in memory that does not grow with it.
///
/// Sources: P. Deutsch, “GZIP file format specification version 4.3”, RFC 1952, and “DEFLATE compressed data format specification
/// version 1.3”, RFC 1951, 1996. Several members in a row are one file. Length and checksum of each are checked.
package struct GzipBytes: ~Copyable {
    /// The most that a file unpacks to: a few kilobytes of zeros would else fill a disk.
    package struct Limits: Sendable {
        /// Bytes.
        package var size: Int
        /// Times the bytes of the compressed file, above `freeSize`.
        package var ratio: Int
        /// Bytes that any file may unpack to.
        package var freeSize: Int

        package static let standard = Limits(size: 1 << 33, ratio: 250, freeSize: 1 << 24)

        package init(size: Int, ratio: Int, freeSize: Int) {
            self.size = size
            self.ratio = ratio
            self.freeSize = freeSize
        }
    }

    /// What a block's next symbols are.
    private enum Block {
        case none
        case stored(Int)
        case compressed(literals: HuffmanCode, distances: HuffmanCode)
    }

    static let signature: [UInt8] = [0x1F, 0x8B]
    private static let window = 1 << 15
    private static let pieceSize = 1 << 16

    private var source: BitSource
    private let path: String
    private let limits: Limits
    /// The last 32 KB that were handed out, and what was not yet.
    private var output: [UInt8] = []
    private var handedOut = 0
    private var block = Block.none
    private var isLastBlock = false
    private var isInMember = false
    private var isAtEnd = false
    private var checksum = Checksum()
    /// Bytes of the member, and of the file.
    private var memberSize = 0
    private var size = 0

    /// - Parameter head: what was read of the file already.
    init(_ file: consuming FileBytes, path: String, head: [UInt8], limits: Limits = .standard) {
        source = BitSource(file, path: path, head: head)
        self.path = path
        self.limits = limits
        output.reserveCapacity(Self.window + Self.pieceSize + 512)
    }

    /// Unpacks the next bytes into a buffer, from a position to its end at most.
    ///
    /// - Returns: how many; zero at the end.
    mutating func read(into buffer: inout [UInt8], from start: Int) throws(Issue) -> Int {
        if handedOut == output.count { try unpack() }
        let count = min(buffer.count - start, output.count - handedOut)
        guard count > 0 else { return 0 }
        buffer.replaceSubrange(start..<start + count, with: output[handedOut..<handedOut + count])
        handedOut += count
        return count
    }

    /// Makes a piece of output, or finds the end.
    private mutating func unpack() throws(Issue) {
        if output.count > Self.window { output.removeFirst(output.count - Self.window) }
        handedOut = output.count
        while output.count - handedOut < Self.pieceSize, !isAtEnd {
            if !isInMember {
                try beginMember()
            } else if case .none = block {
                if isLastBlock { try endMember() } else { try beginBlock() }
            } else {
                try continueBlock()
            }
        }
        guard output.count - handedOut + size <= allowed else {
            throw Issue(
                "the file unpacks to more than \(allowed >> 20) MB, from \(max(1, source.taken >> 10)) KB",
                hint: "unpack it first if it is what you mean to read",
                at: SourceLocation(file: path, line: 1, column: 1))
        }
        size += output.count - handedOut
    }

    private var allowed: Int { min(limits.size, max(limits.freeSize, source.taken * limits.ratio)) }
}

// Members
extension GzipBytes {
    private mutating func beginMember() throws(Issue) {
        guard try source.take(8) == 0x1F, try source.take(8) == 0x8B else {
            throw source.damaged("something that gzip did not write follows")
        }
        guard try source.take(8) == 8 else { throw source.damaged("it is compressed in an unknown way") }
        let flags = try source.take(8)
        _ = try source.take(32)
        _ = try source.take(16)
        if flags & 4 != 0 { for _ in 0..<(try source.take(16)) { _ = try source.take(8) } }
        for flag in [8, 16] where flags & flag != 0 { while try source.take(8) != 0 {} }
        if flags & 2 != 0 { _ = try source.take(16) }
        isInMember = true
        isLastBlock = false
        checksum = Checksum()
        memberSize = 0
    }

    private mutating func endMember() throws(Issue) {
        try source.alignToByte()
        guard try source.take(32) == Int(checksum.value) else { throw source.damaged("its checksum is wrong") }
        guard try source.take(32) == memberSize & 0xFFFF_FFFF else { throw source.damaged("its length is wrong") }
        isInMember = false
        if try source.isAtEnd() { isAtEnd = true }
    }
}

// Blocks
extension GzipBytes {
    private mutating func beginBlock() throws(Issue) {
        isLastBlock = try source.take(1) == 1
        switch try source.take(2) {
        case 0:
            try source.alignToByte()
            let length = try source.take(16)
            guard try source.take(16) == ~length & 0xFFFF else { throw source.damaged("a block has two lengths") }
            block = length == 0 ? .none : .stored(length)
        case 1: block = .compressed(literals: Deflate.fixedLiterals, distances: Deflate.fixedDistances)
        case 2:
            let (literals, distances) = try Deflate.codes(in: &source)
            block = .compressed(literals: literals, distances: distances)
        default: throw source.damaged("a block is of no known sort")
        }
    }

    /// Unpacks some of a block, or the rest of it.
    private mutating func continueBlock() throws(Issue) {
        let start = output.count
        switch block {
        case .none: break
        case .stored(let length):
            let count = min(length, Self.pieceSize)
            for _ in 0..<count { output.append(UInt8(try source.take(8))) }
            block = length == count ? .none : .stored(length - count)
        case .compressed(let literals, let distances):
            let end = start + Self.pieceSize
            var goesOn = true
            while goesOn, output.count < end { goesOn = try symbol(literals, distances) }
            if !goesOn { block = .none }
        }
        checksum.add(output[start...])
        memberSize += output.count - start
    }

    /// One literal, or one copy of what came before.
    ///
    /// - Returns: false at the end of the block.
    private mutating func symbol(_ literals: HuffmanCode, _ distances: HuffmanCode) throws(Issue) -> Bool {
        let symbol = try source.symbol(of: literals)
        if symbol < 256 {
            output.append(UInt8(symbol))
            return true
        }
        if symbol == 256 { return false }
        guard symbol - 257 < Deflate.lengths.count else { throw source.damaged("a length is unknown") }
        let (base, bits) = Deflate.lengths[symbol - 257]
        let length = base + (try source.take(bits))
        let place = try source.symbol(of: distances)
        guard place < Deflate.distances.count else { throw source.damaged("a distance is unknown") }
        let (near, further) = Deflate.distances[place]
        let distance = near + (try source.take(further))
        guard distance <= output.count else { throw source.damaged("it refers to what is not there") }
        for _ in 0..<length { output.append(output[output.count - distance]) }
        return true
    }
}
