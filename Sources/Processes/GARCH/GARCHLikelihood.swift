import Optimization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The likelihood of daily changes under GARCH, as a function of the parameters that are searched for.
///
/// Changes are divided by their standard deviation, so that bounds and steps suit percentages and decimals alike.
struct GARCHLikelihood {
    typealias Parameter = GARCHEstimate.Parameter

    let model: GARCHEstimate.Model
    /// What changes are divided by.
    let unit: Double
    /// What is searched for, in this order.
    let free: [Parameter]
    /// What is not, in units of the search.
    let held: [Parameter: Double]
    private let changes: [Double]
    private let presample: VarianceFilter.Presample

    init(_ changes: [Double], unit: Double, _ model: GARCHEstimate.Model) {
        self.model = model
        self.unit = unit
        self.changes = changes.map { $0 / unit }
        held = model.held.reduce(into: [:]) { $0[$1.key] = $1.key.toUnit($1.value, unit) }
        let isHeld = Set(held.keys)
        free = Parameter.allCases.filter { parameter in
            switch parameter {
            case .leverage where !model.isAsymmetric: false
            case .degreesOfFreedom where !model.isStudentT: false
            default: !isHeld.contains(parameter)
            }
        }
        switch model.presample {
        case .meanSquare: presample = .meanSquare
        case .variance(let variance): presample = .variance(variance / (unit * unit))
        }
    }

    /// Whether the persistence is a matter of the search.
    private var searchesWeights: Bool { free.contains { $0 == .alpha || $0 == .beta || $0 == .leverage } }

    /// Where each parameter may lie, in units of the search: a persistence of 1 is kept out by the likelihood itself.
    var parameters: [MaximumLikelihood.Parameter] {
        free.map { parameter in
            let (bounds, scale): (ClosedRange<Double>, Double) =
                switch parameter {
                case .mean: (-1...1, 0.1)
                case .omega: (1e-9...4, 0.05)
                case .alpha: (0...1, 0.05)
                case .leverage: (-1...2, 0.05)
                case .beta: (0...1, 0.1)
                case .degreesOfFreedom: (0.002...0.49, 0.05)
                }
            return MaximumLikelihood.Parameter(parameter.rawValue, bounds, scale: scale)
        }
    }

    /// From quick to slow recursions, each with the unconditional variance of the sample.
    var starts: [[Double]] {
        let average = changes.reduce(0, +) / Double(changes.count)
        return [(0.05, 0.9), (0.1, 0.8), (0.2, 0.5), (0.02, 0.97)].map { α, β in
            let γ = model.isAsymmetric ? α : 0
            let alpha = held[.alpha] ?? (α - γ / 2)
            let leverage = held[.leverage] ?? γ
            // What is held may leave less room for the rest.
            let beta = held[.beta] ?? max(0, min(β, 0.99 - alpha - leverage / 2))
            let persistence = alpha + beta + leverage / 2
            return free.map { parameter in
                switch parameter {
                case .mean: average
                case .omega: max(1 - persistence, 0.005)
                case .alpha: held[.beta].map { min(alpha, max(0, (0.99 - $0) / 2)) } ?? alpha
                case .leverage: held[.beta].map { min(leverage, max(0, (0.99 - $0) / 2)) } ?? leverage
                case .beta: beta
                case .degreesOfFreedom: 1 / 8.0
                }
            }
        }
    }

    /// The law of the scaled changes at a point of the search.
    struct Law {
        var mean: Double
        var recursion: VarianceRecursion
        var innovations: Innovations
    }

    func law(at point: [Double]) -> Law {
        func value(_ parameter: Parameter) -> Double {
            held[parameter] ?? free.firstIndex(of: parameter).map { point[$0] } ?? 0
        }
        let reciprocal = value(.degreesOfFreedom)
        return Law(
            mean: value(.mean),
            recursion: VarianceRecursion(
                omega: value(.omega), alpha: value(.alpha), beta: value(.beta), leverage: value(.leverage)),
            innovations: model.isStudentT ? .studentT(degreesOfFreedom: 1 / reciprocal) : .normal)
    }

    /// Of the scaled changes; −∞ where a variance may become negative or has no mean.
    func logLikelihood(_ point: [Double]) -> Double {
        let law = law(at: point)
        let recursion = law.recursion
        guard recursion.alpha + recursion.leverage >= 0 else { return -.infinity }
        guard recursion.persistence < 1 || !searchesWeights else { return -.infinity }
        let density = law.innovations.logDensity
        var sum = 0.0
        _ = VarianceFilter.walk(changes, mean: law.mean, recursion: recursion, presample: presample) { e, h in
            sum += density(e, variance: h)
        }
        return sum
    }

    /// The log-likelihood of each day.
    func contributions(_ point: [Double]) -> [Double] {
        let law = law(at: point)
        let density = law.innovations.logDensity
        var days: [Double] = []
        days.reserveCapacity(changes.count)
        _ = VarianceFilter.walk(changes, mean: law.mean, recursion: law.recursion, presample: presample) { e, h in
            days.append(density(e, variance: h))
        }
        return days
    }
}

extension GARCHEstimate.Parameter {
    /// A value in units of the changes, as the search has it.
    func toUnit(_ value: Double, _ unit: Double) -> Double {
        switch self {
        case .mean: value / unit
        case .omega: value / (unit * unit)
        case .degreesOfFreedom: 1 / value
        case .alpha, .leverage, .beta: value
        }
    }

    /// The inverse of `toUnit`.
    func fromUnit(_ value: Double, _ unit: Double) -> Double {
        switch self {
        case .mean: value * unit
        case .omega: value * unit * unit
        case .degreesOfFreedom: 1 / value
        case .alpha, .leverage, .beta: value
        }
    }

    /// The size of the derivative of `fromUnit`.
    func slope(_ value: Double, _ unit: Double) -> Double {
        self == .degreesOfFreedom ? 1 / (value * value) : fromUnit(1, unit)
    }
}

func logarithm(_ x: Double) -> Double { log(x) }
