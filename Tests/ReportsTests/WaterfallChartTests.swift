import Reports
import TestSupport
import Testing

@Suite struct WaterfallChartTests {
    private func chart(_ start: Double, _ steps: [Double], error: Double = 0) -> WaterfallChart {
        WaterfallChart(
            start: .init("A & B", start),
            steps: steps.enumerated().map { .init("step \($0)", $1, standardError: error) },
            end: .init("end", start + steps.reduce(0, +)), title: "Change <of risk>", unit: "USD")
    }

    private func rectangles(_ chart: WaterfallChart) -> [(x: Double, width: Double)] {
        MarkupCheck(chart.svg(width: 600)).named("rect").compactMap { element in
            guard let x = element.attributes["x"].flatMap(Double.init),
                let width = element.attributes["width"].flatMap(Double.init)
            else { return nil }
            return (x, width)
        }
    }

    private static let samples: [(Double, [Double])] = [
        (0, [0]), (100, [5, -3, 0]), (100, [-150, 20]), (-100, [5, -3]), (1e15, [1e3]), (1e-9, [1e-9]), (5, []),
    ]

    @Test(arguments: samples)
    func theDrawingIsWellFormedAndWithinItsFrame(start: Double, steps: [Double]) {
        let chart = chart(start, steps, error: 1)
        let check = MarkupCheck(chart.svg(width: 600))
        #expect(check.problem == nil)
        #expect(check.named("desc").first?.text.contains("From USD") == true)
        let bars = rectangles(chart)
        #expect(bars.count == steps.count + 2)
        for bar in bars { #expect(bar.x >= 0 && bar.x + bar.width <= 600) }
    }

    @Test func everyStepHangsWhereTheOneBeforeEnded() {
        let bars = rectangles(chart(10, [10, -5]))
        // From zero to 10, 10 to 20, 20 back to 15, zero to 15.
        let tenth = bars[0].width
        #expect(abs(bars[1].x - (bars[0].x + tenth)) < 0.02)
        #expect(abs(bars[1].width - tenth) < 0.02)
        #expect(abs(bars[2].x + bars[2].width - (bars[1].x + bars[1].width)) < 0.02)
        #expect(abs(bars[2].width - tenth / 2) < 0.02)
        #expect(abs(bars[3].width - 1.5 * tenth) < 0.02)
    }

    @Test func stepsThatAreSmallBesideTheTotalsAreSeen() {
        let bars = rectangles(chart(1_000_000, [10_000, -4_000]))
        #expect(bars[1].width > 100)
        #expect(bars[2].width > 40)
    }
}
