extension Double {
    /// With every digit, so that reading it gives the same bits; a zero has no sign, for nobody reads one.
    package var exactText: String { self == 0 ? "0.0" : description }
}
