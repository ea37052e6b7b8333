#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The natural logarithm, for the words floor, which imports no numerics.
func logarithm(_ x: Double) -> Double { log(x) }
