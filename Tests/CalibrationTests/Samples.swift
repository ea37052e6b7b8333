import LinearAlgebra
import Market
import Settings
import TestSupport

/// Eight changes of three factors, for figures recomputed by numpy and scikit-learn.
let eightChanges = Matrix([
    [0.012, -0.004, 0.021], [-0.008, 0.003, -0.015], [0.005, 0.007, 0.002], [0.0, -0.011, 0.009],
    [-0.021, -0.006, -0.03], [0.014, 0.012, 0.011], [0.003, -0.002, 0.018], [-0.006, 0.009, -0.012],
])

/// Changes with a common part, so that their correlations are positive.
func sampleChanges(_ observations: Int, _ factors: Int, seed: UInt64 = 1) -> Matrix {
    var numbers = Sequence64(seed: seed)
    var changes = Matrix(rowCount: observations, columnCount: factors)
    for row in 0..<observations {
        let common = numbers.next()
        for column in 0..<factors { changes[row, column] = 0.02 * (numbers.next() + common) }
    }
    return changes
}

/// A symmetric matrix with a unit diagonal and anything from −½ to ½ elsewhere: indefinite for more than a few rows.
func guessedCorrelation(_ count: Int, seed: UInt64 = 1) -> Matrix {
    var numbers = Sequence64(seed: seed)
    var result = Matrix.identity(count)
    for i in 0..<count {
        for j in 0..<i {
            result[i, j] = numbers.next()
            result[j, i] = result[i, j]
        }
    }
    return result
}

func largestDifference(_ a: Matrix, _ b: Matrix) -> Double {
    zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
}

extension Specification {
    static func ewma(_ decay: Double) -> Specification {
        Specification(kind: "ewma", settings: ["decay": .number(decay)])
    }

    static func ledoitWolf(_ target: LedoitWolfTarget) -> Specification {
        Specification(kind: "ledoit-wolf", settings: ["target": .text(target.rawValue)])
    }

    enum DynamicVolatility: String {
        case garch, ewma
    }

    static func dynamicCorrelation(_ volatility: DynamicVolatility) -> Specification {
        Specification(
            kind: "dynamic-conditional-correlation",
            settings: ["volatility": .text(volatility.rawValue), "decay": .number(0.94)])
    }

    enum LedoitWolfTarget: String {
        case identity
        case constantCorrelation = "constant-correlation"
    }
}

func date(_ iso: String) -> CalendarDate { CalendarDate(iso: iso)! }
func id(_ name: String) -> FactorID { FactorID(name)! }
