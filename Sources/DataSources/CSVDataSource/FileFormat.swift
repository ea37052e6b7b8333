import Market
import Settings

/// How a file of prices differs from one that this program would write: the settings of a source in terms of its reading.
struct FileFormat: Sendable {
    /// What the figures of some factors are.
    enum Unit: String, CaseIterable, Sendable {
        /// As they are.
        case fraction
        case percent
        /// Basis points.
        case bp
        /// Pence, cents, agorot.
        case hundredths

        /// By how many places the decimal point moves.
        var shift: Int {
            switch self {
            case .fraction: 0
            case .percent, .hundredths: -2
            case .bp: -4
            }
        }
    }

    /// What stands for a level that is missing, beside what does anyway.
    var missing: Set<String> = []
    var numbers = NumberFormat.plain
    var dates = DatePattern.iso
    var isDescending = false
    /// Of rates, spreads and implied volatilities.
    var unit = Unit.fraction
    /// Of the factors that a pattern matches; later ones win.
    var units: [(pattern: FactorPattern, unit: Unit)] = []

    /// By how many places the decimal point of a factor's levels moves.
    func shift(of factor: FactorID) -> Int {
        if let own = units.last(where: { $0.pattern.matches(factor) }) { return own.unit.shift }
        switch factor.factorClass {
        case .interestRate, .creditSpread, .volatility: return unit.shift
        case .equity, .foreignExchange, .commodity: return 0
        }
    }

    /// - Throws: a unit that no factor of the file has.
    func checkUnits(of factors: [FactorID], file: String) throws(Issues) {
        let start = SourceLocation(file: file, line: 1, column: 1)
        if unit != .fraction, !factors.contains(where: { FileFormat(unit: unit).shift(of: $0) != 0 }) {
            throw Issues([
                Issue(
                    "unit: \(unit.rawValue), and no column is a rate, a spread or a volatility",
                    hint: "name the factors, as in unit: {\"EQ.*\": hundredths}", at: start)
            ])
        }
        if let idle = units.first(where: { rule in !factors.contains(where: rule.pattern.matches) }) {
            throw Issues([
                Issue(
                    "the unit of “\(idle.pattern.text)” is stated, and no column is of that name",
                    hint: Suggestion.hint(for: idle.pattern.text, among: factors.map(\.name)), at: start)
            ])
        }
    }
}

extension CSVReader {
    /// The date in a field, as the file writes dates.
    func requiredDate(_ index: Int, _ format: FileFormat) throws(Issue) -> CalendarDate {
        if format.dates == .iso { return try requiredDate(index) }
        let text = text(index)
        if let date = format.dates.date(text) { return date }
        let time = format.dates.readsMidnight ? " with nothing or a time of midnight after it" : ""
        throw Issue(
            text.isEmpty ? "the date is missing" : "“\(text)” is no date of the form \(format.dates.text)\(time)",
            hint: "correct it, or state the form of dates, as in dates: DD.MM.YYYY", at: location(index))
    }

    /// The level in a field, as the file writes figures; not a number where it is missing.
    ///
    /// - Parameter shift: by how many places its decimal point moves.
    func level(_ index: Int, _ format: FileFormat, shift: Int) throws(Issue) -> Double {
        if shift == 0, format.missing.isEmpty, format.numbers == .plain { return try level(index) }
        let text = text(index)
        if text.isEmpty || format.missing.contains(text) || DecimalSyntax.meansMissing(text) { return .nan }
        guard let plain = format.numbers.normalized(text) else {
            let (message, hint) = DecimalSyntax.complaint(about: text)
            throw Issue(
                format.numbers == .plain ? message : "“\(text)” is not a number in the form that the source states",
                hint: format.numbers == .plain ? hint : "see decimal, thousands and missing of the source",
                at: location(index))
        }
        let bytes = Array(plain.utf8)
        guard let value = DecimalSyntax.value(of: bytes, in: bytes.indices, shift: shift) else {
            throw Issue("“\(text)” is not a number", at: location(index))
        }
        do throws(Issue) { try Magnitude.check(value, writtenAs: text) } catch {
            throw Issue(error.message, hint: error.hint, at: location(index))
        }
        return value
    }
}
