import Statistics
import TestSupport
import Testing

@Suite struct DescriptiveTests {
    /// Expected values by numpy 2 and scipy.stats, whose definitions are the same.
    @Test func smallSample() {
        let sample = Descriptive([2.5, -1, 4, 10, 3.25, 0.5, 7.75])
        #expect(isClose(sample.mean, 27.0 / 7, relative: 1e-15))
        #expect(isClose(sample.variance, 14.997023809523808, relative: 1e-14))
        #expect(isClose(sample.skewness, 0.4204590487902263, relative: 1e-13))
        #expect(isClose(sample.excessKurtosis, -0.9763815054639697, relative: 1e-13))
        #expect(sample.median == 3.25)
        #expect(sample.medianAbsoluteDeviation == 2.75)
        #expect(isClose(sample.quantile(0.1), -0.1, relative: 1e-14))
        #expect(sample.quantiles([0, 0.25, 1]) == [-1, 1.5, 10])
        #expect(Descriptive([1, 2, 3, 4]).median == 2.5)
    }

    /// The variance of 1, 2, 3 is 1 wherever the three lie.
    @Test func largeMeanCostsNoDigits() {
        for offset in [0, 1e9, 1e15] {
            #expect(Descriptive([offset + 1, offset + 2, offset + 3]).variance == 1)
        }
    }

    @Test func tooSmallSamples() {
        let none = Descriptive([])
        #expect(none.mean.isNaN && none.variance.isNaN && none.median.isNaN && none.excessKurtosis.isNaN)
        let one = Descriptive([7])
        #expect(one.mean == 7 && one.variance.isNaN && one.median == 7 && one.medianAbsoluteDeviation == 0)
        #expect(Descriptive([1, .nan, 3]).median.isNaN)
        #expect(Descriptive([1, .infinity]).mean == .infinity)
    }

    @Test func normalConsistencyIsTheReciprocalQuartile() {
        let quartile = NormalDistribution.standard.quantile(0.75)
        #expect(isClose(Descriptive.normalConsistency, 1 / quartile, relative: 1e-14))
    }
}
