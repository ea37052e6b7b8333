extension InitialCurve {
    /// The zero rate for a time, in years: linear between tenors, flat outside them.
    func zeroRate(at time: Double) -> Double {
        guard let above = tenors.firstIndex(where: { $0 >= time }) else { return rates[rates.count - 1] }
        guard above > 0 else { return rates[0] }
        let share = (time - tenors[above - 1]) / (tenors[above] - tenors[above - 1])
        return rates[above - 1] + share * (rates[above] - rates[above - 1])
    }

    /// The zero rate that today's curve implies for a loan from one time to a later one.
    func forwardRate(from start: Double, to end: Double) -> Double {
        (zeroRate(at: end) * end - zeroRate(at: start) * start) / (end - start)
    }
}
