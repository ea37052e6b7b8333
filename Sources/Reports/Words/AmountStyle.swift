/// How a table writes its amounts of money.
package enum AmountStyle: Equatable {
    case counted(in: CountingUnit)
    /// In powers of ten, for amounts that are too long in any unit.
    case scientific

    /// Behind the currency: “USD million”.
    package var title: String {
        switch self {
        case .counted(let unit): unit.title
        case .scientific: ""
        }
    }

    package var powerOfTen: Int {
        switch self {
        case .counted(let unit): unit.powerOfTen
        case .scientific: 0
        }
    }

    package func text(_ value: Double?, _ resolution: Resolution) -> String {
        switch self {
        case .counted(let unit): resolution.text(value, scale: unit.powerOfTen)
        case .scientific: NumberText.significant(value, digits: 4)
        }
    }
}
