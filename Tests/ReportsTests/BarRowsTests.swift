import Testing

import Reports

@Suite("Bars and their names")
struct BarRowsTests {
    @Test("stand side by side where there is room, else the name above its bar and nearer to it than to the next")
    func places() {
        let beside = BarRows(count: 3, rowHeight: 22, names: 100, width: 480)
        #expect(!beside.isStacked && beside.left == 100 && beside.middle(0) == 15 && beside.pitch == 22)
        let stacked = BarRows(count: 3, rowHeight: 22, names: 100, width: 479)
        #expect(stacked.isStacked && stacked.left == 0 && stacked.pitch == 40)
        #expect(stacked.middle(2) + 11 < stacked.height)
        var canvas = Drawing(width: 479, height: stacked.height)
        stacked.draw("a", row: 1, on: &canvas)
        guard case .text(let label)? = canvas.marks.first else { return #expect(Bool(false), "no name was drawn") }
        let (above, below) = (stacked.middle(1) - label.point.y, label.point.y - stacked.middle(0))
        #expect(above > 7 && above < below)
    }

    @Test("a chart of bars keeps to its width, on a phone too", arguments: [354.0, 640])
    func width(width: Double) {
        let bars = [("a long name of a position", 4e4), ("b", -1.1e4), ("c", 300)]
        let charts: [any Chart] = [
            ContributionChart(
                bars: bars.map { .init(label: $0.0, value: $0.1, standardError: 500) }, total: 3e4, title: "t",
                color: .first),
            RankingChart(bars: bars.map { .init($0.0, $0.1) }, title: "t"),
            DeviationChart(bars: bars.map { .init($0.0, $0.1 / 1e4, words: "−14.3%") }, title: "t"),
            WaterfallChart(
                start: .init("A", 5e4), steps: bars.map { .init($0.0, $0.1 / 10) }, end: .init("B", 5.3e4), title: "t"),
        ]
        for chart in charts {
            for case .text(let label) in chart.drawing(width: width, height: 0).marks {
                let length = Drawing.width(of: label.words, size: label.size ?? 12)
                let left =
                    switch label.anchor {
                    case .start: label.point.x
                    case .middle: label.point.x - length / 2
                    case .end: label.point.x - length
                    }
                #expect(left > -2 && left + length < width + 2, "\(label.words) in \(type(of: chart))")
            }
        }
    }
}
