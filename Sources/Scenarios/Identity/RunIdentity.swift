import Crypto
import LinearAlgebra
import Market
import Settings
import Simulation

/// What tells runs apart: a SHA-256 over a header in which each part of a run stands, the large ones by the hashes of their
/// canonical bytes.
///
/// Runs of one identity give the same figures on machines with the same kernel set, bit for bit. The title is not in it, nor the
/// order of measures and of positions, nor a setting at its default: a setting that comes later, with a default, renames no
/// stored run. Limits, shocks and whatever else is done with a run are not in it either: a finding has an identity of its own,
/// `finding`.
public struct RunIdentity: Sendable, Hashable {
    /// The version of the form, then a line for each part: its name and what it is, or the hash of that.
    public let header: String

    public init(_ run: BoundRun) {
        let (market, sampling) = (run.market.model, run.sampling)
        func hash(_ fill: (inout CanonicalBytes) -> Void) -> String {
            var bytes = CanonicalBytes()
            fill(&bytes)
            return bytes.digest
        }
        let kinds = run.kinds
        let lines: [(String, String)] = [
            ("asOf", run.asOf.description),
            ("currency", run.baseCurrency.code),
            ("factors", hash { bytes in for factor in market.factors { bytes.add(factor.id.name) } }),
            ("levels", hash { $0.add(market.factors.map(\.level)) }),
            (
                "processes",
                hash { bytes in
                    bytes.add(market.factors.map(\.volatility))
                    bytes.add(market.factors.map(\.drift))
                    for factor in run.market.factors {
                        bytes.add(kinds.processes.description.reduced(factor.process.specification))
                        bytes.add(factor.chosenMarginal == nil ? 0 : 1)
                        if let marginal = factor.chosenMarginal {
                            bytes.add(kinds.marginals.description.reduced(marginal.specification))
                        }
                    }
                }
            ),
            ("dependence", hash { $0.add(kinds.dependences.description.reduced(market.dependence)) }),
            ("correlations", hash { $0.add(market.root) }),
            (
                "positions",
                hash { bytes in
                    for position in run.positions.sorted(by: { $0.id < $1.id }) {
                        bytes.add(position.id)
                        bytes.add(position.book)
                        bytes.add(position.quantity)
                        bytes.add(position.currency.code)
                        bytes.add(kinds.instruments.description.reduced(position.instrument))
                    }
                }
            ),
            ("simulation", run.simulation),
            ("states", hash { $0.add(run.run.states) }),
            ("paths", String(sampling.paths)), ("horizon", String(sampling.horizonDays)),
            ("steps", String(sampling.steps)), ("seed", String(sampling.seed)),
            ("precision", sampling.precision.rawValue),
            (
                "measures",
                Set(
                    run.run.measures.map { measure in
                        hash { $0.add(kinds.measures.description.reduced(measure)) }
                    }
                ).sorted().joined(separator: " ")
            ),
        ]
        header = "identity/3\n" + lines.map { "\($0.0) \($0.1)\n" }.joined()
    }

    /// In hexadecimal: 64 digits.
    public var digest: String { Self.digest(of: header) }

    /// The identity of what comes of a run on this machine: of the run, and of what the kernels here do.
    ///
    /// - Parameter run: the digest of its identity.
    public static func ofResult(of run: String, kernels: String = KernelIdentity.digest) -> String {
        digest(of: "result/1\nrun \(run)\nkernels \(kernels)\n")
    }

    /// The identity of what a study found: of its runs, of the study, and of all that the study was asked beyond them.
    ///
    /// - Parameters:
    ///   - study: its name, as of the command.
    ///   - runs: the identities of their results, in the order in which the study has them.
    ///   - questions: what it was asked, as values: limits, shocks, trades.
    public static func finding(of study: String, in runs: [String], asked questions: [Value.Content]) -> String {
        var bytes = CanonicalBytes()
        bytes.add(.list(questions))
        let lines = runs.map { "run \($0)\n" }.joined()
        return digest(of: "finding/1\n\(lines)study \(study)\nasked \(bytes.digest)\n")
    }

    private static func digest(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

extension BoundRun {
    public var identity: RunIdentity { RunIdentity(self) }
}

extension KindFamily {
    /// A specification without the settings that stand at their defaults.
    fileprivate func reduced(_ specification: Specification) -> Specification {
        self[specification.kind]?.reduced(specification) ?? specification
    }
}

extension CanonicalBytes {
    fileprivate mutating func add(_ root: CorrelationRoot) {
        switch root {
        case .cholesky(let factor):
            add("cholesky")
            for variable in factor.order { add(variable) }
            add(factor.lower)
        case .components(let components):
            add("components")
            add(components.loadings)
            add(components.idiosyncratic)
        }
    }

    fileprivate mutating func add(_ record: StatesRecord) {
        add(.mapping(record.settings.sorted { $0.key < $1.key }.map { Value.Entry($0.key, $0.value) }))
        for (name, numbers) in record.numbers.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(numbers)
        }
        for (name, table) in record.tables.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(table)
        }
    }
}
