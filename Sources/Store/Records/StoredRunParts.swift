import Dependence
import FoundationEssentials
import Journal
import LinearAlgebra
import Market
import Processes
import Settings
import Simulation

/// A run as objects: what changes from day to day apart from what does not, and the root of its correlations as numbers.
package struct StoredRunParts: Codable, Sendable, Hashable {
    package var settings: ContentHash
    package var factors: ContentHash
    package var root: ContentHash
    package var positions: ContentHash
    package var states: ContentHash

    package var all: [ContentHash] { [settings, factors, root, positions, states] }

    private struct Plain: Codable {
        var version = Run.storedVersion
        var title: String
        var asOf: CalendarDate
        var baseCurrency: Currency
        var dependence: Specification
        var sampling: Sampling
        var simulation: String
        var measures: [Specification]
    }

    /// Writes the parts that are not there yet.
    package init(_ run: Run, in objects: ObjectStore) throws {
        let plain = Plain(
            title: run.title, asOf: run.asOf, baseCurrency: run.baseCurrency, dependence: run.market.dependence,
            sampling: run.sampling, simulation: run.simulation, measures: run.measures)
        settings = try objects.put(Self.coded(plain))
        factors = try objects.put(Self.coded(run.market.factors))
        root = try objects.put(Self.bytes(of: run.market.root))
        positions = try objects.put(Self.coded(run.positions))
        states = try objects.put(Self.coded(run.states))
    }

    /// The run again.
    package func run(from objects: ObjectStore) throws -> Run {
        func part<Part: Decodable>(_ type: Part.Type, _ hash: ContentHash) throws -> Part {
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            return try decoder.decode(type, from: Data(try objects.get(hash)))
        }
        let plain = try part(Plain.self, settings)
        guard plain.version <= Run.storedVersion else {
            throw StoreError(
                "a run of version \(plain.version), and this program reads up to \(Run.storedVersion)", .damaged)
        }
        return Run(
            title: plain.title, asOf: plain.asOf, baseCurrency: plain.baseCurrency,
            market: MarketModel(
                factors: try part([ModelledFactor].self, factors), root: try Self.root(from: try objects.get(root)),
                dependence: plain.dependence),
            positions: try part([Position].self, positions), sampling: plain.sampling, simulation: plain.simulation,
            states: try part(StatesRecord.self, states), measures: plain.measures)
    }

    private static func coded(_ part: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return Array(try encoder.encode(part))
    }

    // MARK: - The root

    private static let choleskyMark = Array("market-twin.cholesky/1\n".utf8)

    /// A Cholesky factor is its order and its elements, eight bytes each, the least significant first; another root is JSON.
    private static func bytes(of root: CorrelationRoot) throws -> [UInt8] {
        guard case .cholesky(let factor) = root else { return try coded(root) }
        var bytes = choleskyMark
        let numbers = [factor.lower.rowCount, factor.lower.columnCount] + factor.order
        let words = numbers.map { UInt64($0) } + factor.lower.elements.map(\.bitPattern)
        bytes.reserveCapacity(bytes.count + words.count * 8)
        words.map(\.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
        return bytes
    }

    private static func root(from bytes: [UInt8]) throws -> CorrelationRoot {
        guard bytes.starts(with: choleskyMark) else {
            return try JSONDecoder().decode(CorrelationRoot.self, from: Data(bytes))
        }
        let damaged = StoreError("the root of a stored run is damaged: it is no Cholesky factor", .damaged)
        let body = bytes[choleskyMark.count...]
        guard body.count.isMultiple(of: 8), body.count >= 16 else { throw damaged }
        let words = body.withUnsafeBytes { buffer in
            (0..<body.count / 8).map {
                UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
            }
        }
        guard let rows = Int(exactly: words[0]), let columns = Int(exactly: words[1]), rows < 1 << 20, columns <= rows,
            words.count == 2 + rows + rows * columns
        else { throw damaged }
        let order = words[2..<2 + rows].map { Int(truncatingIfNeeded: $0) }
        guard Set(order) == Set(0..<rows) else { throw damaged }
        return .cholesky(
            CholeskyFactor(
                order: order,
                lower: Matrix(
                    rowCount: rows, columnCount: columns,
                    elements: words[(2 + rows)...].map { Double(bitPattern: $0) })))
    }
}
