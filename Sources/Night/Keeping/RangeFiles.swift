import FoundationEssentials
import Journal
import Simulation
import Store
import Synchronization

/// Finished stretches of long simulations as files of a folder, so that a night which is cut short goes on from them.
///
/// A simulation of seconds writes nothing. Of a longer one what is finished is written every few seconds, each stretch once.
package final class RangeFiles: Sendable {
    private let folder: String
    private let clock = ContinuousClock()
    /// Between two times of writing.
    private let interval: Duration

    package init(_ folder: String, interval: Duration = .seconds(3)) {
        self.folder = folder
        self.interval = interval
    }

    /// What keeps the stretches of one run.
    package func keeper(of run: BoundRun) -> any GainKeeper {
        let identity = ContentHash(of: run.identity.header + "\n" + BoundRun.kernels)
        return Keeper(folder + "/" + identity.description, interval: interval)
    }

    /// Removes everything: nothing of it is needed any more.
    package func clear() { DurableFile.removeFolder(folder) }

    private final class Keeper: GainKeeper {
        private let folder: String
        private let interval: Duration
        private let state: Mutex<(last: ContinuousClock.Instant, unsaved: [Range<Int>])>

        init(_ folder: String, interval: Duration) {
            self.folder = folder
            self.interval = interval
            state = Mutex((.now, []))
        }

        private func path(_ paths: Range<Int>) -> String { "\(folder)/\(paths.lowerBound)-\(paths.upperBound)" }

        /// A file is the SHA-256 of what follows, then the gains: eight bytes each, the least significant first.
        func gains(on paths: Range<Int>, bookCount: Int) -> [Double]? {
            guard let bytes = try? DurableFile.read(path(paths)), bytes.count == 32 + 8 * bookCount * paths.count,
                ContentHash(of: bytes[32...]).bytes == Array(bytes[..<32])
            else { return nil }
            return bytes.withUnsafeBytes { buffer in
                (0..<bookCount * paths.count).map {
                    Double(
                        bitPattern: UInt64(
                            littleEndian: buffer.loadUnaligned(fromByteOffset: 32 + 8 * $0, as: UInt64.self)))
                }
            }
        }

        func finished(_ paths: Range<Int>, gains: (Range<Int>) -> [Double]) {
            let isTime = state.withLock { state in
                state.unsaved.append(paths)
                return state.last.duration(to: .now) >= interval
            }
            if isTime { save(gains) }
        }

        func stopped(gains: (Range<Int>) -> [Double]) { save(gains) }

        /// Where a disk does not take it, less is kept, and the simulation is none the worse.
        private func save(_ gains: (Range<Int>) -> [Double]) {
            let ranges = state.withLock { state in
                defer { state = (.now, []) }
                return state.unsaved
            }
            guard (try? DurableFile.makeFolder(folder)) != nil else { return }
            for paths in ranges {
                let bytes = gains(paths).withUnsafeBytes { Array($0) }
                try? DurableFile.write(ContentHash(of: bytes).bytes + bytes, to: path(paths))
                FailPoint.rangeWritten.reach()
            }
        }
    }
}
