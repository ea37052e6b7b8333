#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Measures
import Reports
import TestSupport
import Testing

@Suite struct ChartTests {
    @Test(arguments: [
        (0.0...10.0, ["0", "2", "4", "6", "8", "10"]), (-1.5e7...2.3e7, ["−10M", "0", "10M", "20M"]),
        (0.0...0.05, ["0", "0.01", "0.02", "0.03", "0.04", "0.05"]),
        (990.0...1010, ["990", "995", "1,000", "1,005", "1,010"]),
    ])
    func ticksAreRoundAndInside(domain: ClosedRange<Double>, labels: [String]) {
        let ticks = LinearScale(domain: domain, range: (0, 1)).ticks(about: 5)
        #expect(ticks.allSatisfy { domain.contains($0.value) || abs($0.value - domain.upperBound) < 1e-9 })
        let written = ticks.map(\.label)
        #expect(Set(written).count == written.count)
        if domain.lowerBound != 990 { #expect(written == labels) }
    }

    @Test(arguments: [1e-12, 1e-5, 1, 1e5, 1e15, 1e200])
    func ticksOfAnySizeAreFewAndDifferent(scale: Double) {
        let ticks = LinearScale(domain: -0.3 * scale...1.7 * scale, range: (0, 1)).ticks(about: 5)
        #expect((3...9).contains(ticks.count))
        #expect(Set(ticks.map(\.label)).count == ticks.count)
    }

    @Test func anAxisOfOneValueHasALength() {
        let scale = LinearScale(domain: 5...5, range: (0, 100))
        #expect(scale.position(5) == 50)
        #expect(LinearScale(domain: 0...0, range: (0, 100)).position(0) == 50)
    }

    @Test func logarithmicPositionsAreEvenOverEqualRatios() {
        let scale = LogarithmicScale(domain: 100...100_000, range: (0, 300))
        #expect(abs(scale.position(1_000) - 100) < 1e-4)
        #expect(abs(scale.position(10_000) - 200) < 1e-4)
        #expect(abs(scale.position(3_162) - 150) < 0.01)
        #expect(scale.ticks.map(\.label) == ["100", "1k", "10k", "100k"])
        #expect(LogarithmicScale(domain: 1_000...8_000, range: (0, 1)).ticks.map(\.label) == ["1k", "2k", "5k"])
    }

    private func marker(_ label: String, _ measure: any RiskMeasure, _ value: Double) -> HistogramChart.Marker {
        .init(
            label: label, key: FigureKey(measure),
            estimate: Estimate(value: value, standardError: 0.1, low: value - 0.2, high: value + 0.2))
    }

    @Test(arguments: [[8.0, 8.1, 6.0], [-9.0, -8.9, -8.8], [0, 0, 0], [-9, 0, 9]])
    func labelsOfAHistogramDoNotOverlapEachOther(values: [Double]) {
        let chart = HistogramChart(
            histogram: Histogram(start: -10, binWidth: 1, counts: Array(repeating: 3, count: 20), below: 0, above: 0),
            markers: values.map { marker("VaR 99%", ValueAtRisk(confidence: 0.99), $0) }, axisTitle: "loss",
            title: "Losses",
            description: "d")
        for width in [960.0, 380] {
            let check = MarkupCheck(chart.svg(width: width, height: 300))
            #expect(check.problem == nil)
            let labels = check.named("text").filter { $0.text.hasPrefix("VaR") }
            #expect(labels.count == 3)
            #expect(Set(labels.compactMap { $0.attributes["y"] }).count == 3)
            for label in labels {
                let x = Double(label.attributes["x"] ?? "") ?? .nan
                let length = Double(label.text.count) * 6
                let isEnd = label.attributes["text-anchor"] == "end"
                #expect(isEnd ? x - length > 0 : x + length < width)
            }
        }
    }

    @Test func aHistogramWithoutWidthIsDrawn() {
        let chart = HistogramChart(
            histogram: Histogram(start: 0, binWidth: 0, counts: [100], below: 0, above: 0), markers: [],
            axisTitle: "loss", title: "Losses", description: "all the same")
        let svg = chart.svg(width: 400, height: 200)
        #expect(MarkupCheck(svg).problem == nil)
        #expect(!svg.contains("nan"))
    }

    @Test func convergenceBandsReachTheFrameWhereTheyAreOpen() {
        let points = (1...5).map { index in
            ConvergenceSeries.Point(
                paths: 100 * index,
                estimate: Estimate(value: 10, standardError: 1, low: index == 1 ? nil : 8, high: index == 1 ? nil : 12))
        }
        let svg = ConvergenceChart(
            series: ConvergenceSeries(key: FigureKey(ValueAtRisk(confidence: 0.99)), points: points), title: "<VaR>",
            description: "\"d\" & e"
        ).svg(width: 400, height: 260)
        let check = MarkupCheck(svg)
        #expect(check.problem == nil)
        #expect(check.named("title").first?.text == "&lt;VaR&gt;")
        let band = check.named("polygon").first?.attributes["points"] ?? ""
        #expect(band.hasPrefix("58,4 "))
    }

    @Test func aHeatMapHasASquareAPairAndNumbersOrMarks() {
        func map(_ count: Int) -> MarkupCheck {
            let values = (0..<count * count).map { $0 / count == $0 % count ? 1 : -0.5 }
            return MarkupCheck(
                HeatMap(
                    labels: (0..<count).map { "EQ.\($0)" }, groups: Array(repeating: "equity", count: count),
                    values: values, title: "t", description: "d"
                ).svg(width: 960))
        }
        let small = map(5)
        #expect(small.problem == nil)
        #expect(small.named("text").count { $0.text == "−.50" } == 20)
        // The legend of a few factors is wider than their squares, and stands in the picture all the same.
        let drawing = map(2)
        let picture = Double(drawing.named("svg").first?.attributes["width"] ?? "") ?? 0
        let rightmost = drawing.named("rect").map { rectangle in
            (Double(rectangle.attributes["x"] ?? "") ?? 0) + (Double(rectangle.attributes["width"] ?? "") ?? 0)
        }.max()
        #expect(rightmost.map { $0 <= picture } == true, "\(String(describing: rightmost)) in \(picture)")
        let large = map(50)
        #expect(large.problem == nil)
        #expect(large.named("rect").count == 2500 + 9)
        #expect(large.named("line").count == 2450)
        #expect(large.named("text").count { $0.text == "equity" } == 2)
    }

    @Test func aSparklineBreaksWhereLevelsAreMissing() {
        let line = Sparkline(values: [1, 2, .nan, 4, 3], title: "t", description: "d")
        let check = MarkupCheck(line.svg(width: 100, height: 30))
        #expect(check.problem == nil)
        #expect(check.named("polyline").count == 2)
        let empty = MarkupCheck(Sparkline(values: [], title: "t", description: "d").svg(width: 100, height: 30))
        #expect(empty.problem == nil)
        let flat = Sparkline(values: [2, 2], title: "t", description: "d").svg(width: 100, height: 30)
        #expect(!flat.contains("nan"))
    }

    /// W3C, “Web Content Accessibility Guidelines (WCAG) 2.1”, 2018: contrast ratio, at least 4.5 for text.
    @Test(arguments: [ChartTheme.standalone, .dark])
    func textIsLegible(theme: ChartTheme) {
        typealias Color = [Double]
        func color(_ hex: String) -> Color {
            let value = Int(hex.dropFirst(), radix: 16) ?? 0
            return [16, 8, 0].map { Double((value >> $0) & 255) / 255 }
        }
        func luminance(_ color: Color) -> Double {
            let linear = color.map { $0 <= 0.03928 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        func contrast(_ a: Color, _ b: Color) -> Double {
            let (high, low) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
            return (high + 0.05) / (low + 0.05)
        }
        let surface = color(theme.surface)
        for text in [theme.ink, theme.muted, theme.first, theme.second] {
            #expect(contrast(color(text), surface) >= 4.5, "\(text)")
        }
        // Numbers on the deepest squares of a heat map, which are 62 % opaque.
        for fill in [theme.first, theme.second] {
            let mixed = zip(color(fill), surface).map { 0.62 * $0 + 0.38 * $1 }
            #expect(contrast(color(theme.ink), mixed) >= 4.5, "\(fill)")
        }
    }
}
