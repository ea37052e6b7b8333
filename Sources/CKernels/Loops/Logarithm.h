// log: x = 2ⁿ(1 + f), √½ ≤ 1 + f < √2, and log(1 + f) = 2 atanh(s), s = f/(2 + f), arranged as in
// W. J. Cody and W. Waite, “Software Manual for the Elementary Functions”, 1980, chapter 5, so that f leads.
// The polynomial is the minimax fit of (2 atanh(s)/s − 2)/s² in s², relative error of the logarithm 2.5e-18.

#define SQRT_HALF_BITS 0x3FE6A09E667F3BCDu
#define ONE_BITS 0x3FF0000000000000u
#define MANTISSA_MASK 0x000FFFFFFFFFFFFFu

// log(x · 2^shift) for a positive, normal, finite x.
HELPER double logarithm_of_normal(double x, double shift) {
    uint64_t moved = bits(x) + (ONE_BITS - SQRT_HALF_BITS);
    // The biased exponent becomes the low bits of a number near 2⁵².
    double n = from_bits(0x4330000000000000u | moved >> 52) - (0x1p52 + 1023.0) + shift;
    double f = from_bits((moved & MANTISSA_MASK) + SQRT_HALF_BITS) - 1.0;
    double s = f / (2.0 + f);
    double z = s * s;
    double z2 = z * z;
    double even = FMA(FMA(0x1.2f0d9409b31d3p-3, z2, 0x1.7466463275675p-3), z2, 0x1.2492494217d16p-2);
    double odd = FMA(FMA(0x1.39a0f473b887bp-3, z2, 0x1.c71c51e7d6fcbp-3), z2, 0x1.999999997fb2dp-2);
    double q = FMA(odd, z, FMA(even, z2, 0x1.5555555555593p-1));
    double square = 0.5 * f * f;
    double correction = FMA(s, FMA(q, z, square), n * LN2_LOW);
    return FMA(n, LN2_HIGH, f - (square - correction));
}

HELPER double logarithm_of(double x) {
    int tiny = x < 0x1p-1022;
    double value = logarithm_of_normal(tiny ? x * 0x1p54 : x, tiny ? -54.0 : 0.0);
    value = x < __builtin_inf() ? value : x;
    value = x == 0.0 ? -__builtin_inf() : value;
    return x < 0.0 ? __builtin_nan("") : value;
}

static void logarithm(const double *x, double *out, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = logarithm_of(x[i]);
}
