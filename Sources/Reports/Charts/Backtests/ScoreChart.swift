/// How much worse than the best each model scores on average, with the 95 % interval of the difference.
package struct ScoreChart: Chart {
    package struct Entry {
        package var name: String
        package var difference: Double
        /// Of the difference; zero for the best.
        package var standardError: Double

        package init(name: String, difference: Double, standardError: Double) {
            self.name = name
            self.difference = difference
            self.standardError = standardError
        }
    }

    package var entries: [Entry]
    package var title: String

    package init(entries: [Entry], title: String) {
        self.entries = entries
        self.title = title
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        let (rowHeight, left, top) = (24.0, 170.0, 8.0)
        let height = top + rowHeight * Double(entries.count) + 26
        var canvas = Drawing(width: width, height: height)
        let reach = entries.flatMap {
            [$0.difference + 1.96 * $0.standardError, $0.difference - 1.96 * $0.standardError]
        }
        let scale = LinearScale(
            domain: min(0, reach.min() ?? 0)...max(0, reach.max() ?? 1), range: (left, width - 16))
        let bottom = top + rowHeight * Double(entries.count)
        for tick in scale.ticks(about: 5) {
            let x = scale.position(tick.value)
            canvas.line(from: (x, top), to: (x, bottom), stroke: tick.value == 0 ? .muted : .rule)
            canvas.text(tick.label, at: (x, bottom + 16), fill: .muted, anchor: .middle)
        }
        for (index, entry) in entries.enumerated() {
            let y = top + rowHeight * (Double(index) + 0.5)
            let name = entry.name.count > 26 ? String(entry.name.prefix(25)) + "…" : entry.name
            canvas.text(name, at: (left - 10, y + 4), fill: .ink, anchor: .end)
            if entry.standardError > 0 {
                canvas.line(
                    from: (scale.position(entry.difference - 1.96 * entry.standardError), y),
                    to: (scale.position(entry.difference + 1.96 * entry.standardError), y), stroke: .first,
                    width: 2)
            }
            canvas.circle(center: (scale.position(entry.difference), y), radius: 4, fill: .first)
        }
        let worst = entries.last.map { "\($0.name) is the last" } ?? "there are none"
        return canvas.described(title: title, description: "The models by their score; \(worst).", fontSize: 11)
    }
}
