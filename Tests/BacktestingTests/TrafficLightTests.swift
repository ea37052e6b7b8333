import Backtesting
import Testing

@Suite struct TrafficLightTests {
    /// BCBS, January 1996, table 2, and MAR99: 250 days at 99 %.
    static let table: [(cumulative: Double, zone: TrafficLight.Zone, addOn: Double, multiplier: Double)] = [
        (0.08105851616218143, .green, 0, 1.5), (0.28575173879395216, .green, 0, 1.5),
        (0.5431689733157259, .green, 0, 1.5), (0.7581166977648832, .green, 0, 1.5),
        (0.8921876269036251, .green, 0, 1.5), (0.9588168159301517, .yellow, 0.4, 1.7),
        (0.9862985521447963, .yellow, 0.5, 1.76), (0.9959746612881922, .yellow, 0.65, 1.83),
        (0.9989434675026432, .yellow, 0.75, 1.88), (0.9997498099312595, .yellow, 0.85, 1.92),
        (0.999946101370953, .red, 1, 2),
    ]

    @Test func publishedTable() {
        for (exceptions, row) in Self.table.enumerated() {
            let light = TrafficLight(exceptions: exceptions, of: 250, confidence: 0.99)
            #expect(abs(light.cumulativeProbability - row.cumulative) < 1e-9)
            #expect(light.zone == row.zone && light.addOn() == row.addOn)
            #expect(light.multiplier() == row.multiplier && light.multiplier(.basel1996) == 3 + row.addOn)
        }
    }

    /// Just beside the table, the reasoning behind it: within 0.05 of its add-ons.
    @Test(arguments: 5...9) func otherSizes(exceptions: Int) {
        let light = TrafficLight(exceptions: exceptions, of: 251, confidence: 0.99)
        let row = Self.table[exceptions]
        #expect(light.zone == .yellow && abs(light.addOn() - row.addOn) < 0.05)
        #expect(abs(light.multiplier() - row.multiplier) < 0.025)
    }

    @Test func extremes() {
        #expect(TrafficLight(exceptions: 0, of: 1, confidence: 0.99).zone == .green)
        let all = TrafficLight(exceptions: 500, of: 500, confidence: 0.975)
        #expect(all.zone == .red && all.multiplier() == 2 && all.addOn() == 1)
        // Half of the days and still not red: the cap.
        let half = TrafficLight(exceptions: 1, of: 2, confidence: 0.98)
        #expect(half.zone == .yellow && half.multiplier() == 2)
    }
}
