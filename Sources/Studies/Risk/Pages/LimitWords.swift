import Measures
import Reports

/// A limit and what is known of it, in a risk officer's words.
package struct LimitWords {
    package let reading: LimitReading
    private let measure: MeasureWords

    package init(_ reading: LimitReading) {
        self.reading = reading
        measure = MeasureWords(reading.limit)
    }

    /// “Equity/US VaR 99%”, for a row.
    package var label: String { (reading.limit.book.isEmpty ? "Portfolio" : reading.limit.book) + " " + measureName }

    /// “VaR 99% of Equity/US”, for a sentence.
    package var name: String {
        measure.label + " of " + (reading.limit.book.isEmpty ? "the portfolio" : reading.limit.book)
    }

    private var measureName: String { measure.labelWithin }

    package var isProportion: Bool { measure.isProportion }

    /// A breach is told from the rest at a glance, without colours.
    package var status: String { reading.status == .breach ? "BREACH" : reading.status.rawValue }

    /// “105%”; a tenth of a percent near the levels, where rounding would tell another story.
    package var utilisation: Quantity {
        let share = reading.utilisation
        let isNear = [1, reading.limit.warn.map { $0 / reading.limit.breach }].compactMap(\.self)
            .contains { abs(share - $0) < 0.01 }
        return .share(share, decimals: isNear ? 1 : 0)
    }

    /// What is open, and what would decide it; nil where all is decided.
    package func openQuestion(isDrawn: Bool, unit: String, figure: (Double?) -> Quantity) -> Prose? {
        guard reading.status == .undecided else { return nil }
        let (low, high) = (reading.estimate.low, reading.estimate.high)
        let interval: Prose = """
            The 95% interval reaches from \(figure(low)) (\(reading.low.rawValue)) to \(figure(high)) \
            (\(reading.high.rawValue))
            """
        if let more = reading.morePaths {
            return "\(interval); about \(.count(Self.rounded(more))) more paths would decide, nine times in ten."
        }
        return isDrawn
            ? "\(interval); no number of paths that can be told would decide."
            : "\(interval); there are no more \(unit)s to draw."
    }

    /// Up to two significant digits: an estimate of an estimate.
    private static func rounded(_ count: Int) -> Int {
        var step = 1
        while count / step >= 100 { step *= 10 }
        return (count + step - 1) / step * step
    }
}

extension LimitReading {
    /// “VaR 99% of Equity/US is at 105% of 1,000,000”.
    public var words: String {
        let words = LimitWords(self)
        let level =
            words.isProportion ? NumberText.percent(limit.breach) : NumberText.significant(limit.breach, digits: 9)
        return "\(words.name) is at \(words.utilisation.text()) of \(level)"
    }
}

extension [LimitReading] {
    /// Breaches first, then what may be one.
    package var ranked: [LimitReading] {
        func rank(_ reading: LimitReading) -> Int {
            switch reading.status {
            case .breach: 0
            case .undecided: reading.mayBeBreached ? 1 : 3
            case .warning: 2
            case .clear: 4
            }
        }
        return enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }

    /// “1 breached, 1 undecided and 3 clear.”
    package var summary: Prose {
        let words: [(LimitStatus, String)] = [
            (.breach, "breached"), (.undecided, "undecided"), (.warning, "at the warning level"), (.clear, "clear"),
        ]
        let parts = words.compactMap { status, word -> Prose? in
            let number = count { $0.status == status }
            return number > 0 ? "\(.count(number)) \(word)" : nil
        }
        return "\(NumberText.counted(count, "limit")): \(Prose(parts, separator: ", "))."
    }
}
