// exp: reduction by n·ln 2 and a polynomial, |r| ≤ ln 2 / 2.
// The polynomial is the minimax fit of (eʳ − 1 − r)/r², relative error of eʳ 3.6e-18 before rounding.

#define LOG2_E 0x1.71547652b82fep+0
// ln 2 in two parts; the first has 33 bits, so n times it is exact.
#define LN2_HIGH 0x1.62e42fee00000p-1
#define LN2_LOW 0x1.a39ef35793c76p-33
#define ROUNDER 0x1.8p52

// eʳ for |r| ≤ 0.3466.
HELPER double exponential_reduced(double r) {
    double square = r * r;
    double q = FMA(0x1.ad7f330d73d4ap-26, r, 0x1.28ad72df49402p-22);
    q = FMA(q, square, FMA(0x1.71df257997528p-19, r, 0x1.a0199a0c67cbcp-16));
    q = FMA(q, square, FMA(0x1.a01a012a45948p-13, r, 0x1.6c16c1842a073p-10));
    q = FMA(q, square, FMA(0x1.1111111127c1bp-7, r, 0x1.555555555087dp-5));
    q = FMA(q, square, FMA(0x1.55555555554fap-3, r, 0x1.000000000000ap-1));
    return 1.0 + FMA(q, square, r);
}

// exp(high + low), |low| small. Overflows to infinity, underflows gradually to zero, keeps NaN.
HELPER double exponential_of_sum(double high, double low) {
    high = high < -746.0 ? -746.0 : high;
    high = high > 710.0 ? 710.0 : high;
    // The low bits of `t` hold n + 2046, those of `half` hold 1023 + n/2: two factors 2^(n/2), each in range.
    double t = FMA(high, LOG2_E, ROUNDER + 2046.0);
    double n = t - (ROUNDER + 2046.0);
    double half = FMA(n, 0.5, ROUNDER + 1023.0);
    double r = FMA(n, -LN2_LOW, FMA(n, -LN2_HIGH, high)) + low;
    double scale1 = from_bits(bits(half) << 52);
    double scale2 = from_bits((bits(t) - bits(half)) << 52);
    return exponential_reduced(r) * scale1 * scale2;
}

HELPER double exponential_of(double x) { return exponential_of_sum(x, 0.0); }

// exp(x) for −708 ≤ x ≤ 709 only.
HELPER double exponential_in_range(double x) {
    double t = FMA(x, LOG2_E, ROUNDER + 1023.0);
    double n = t - (ROUNDER + 1023.0);
    double r = FMA(n, -LN2_LOW, FMA(n, -LN2_HIGH, x));
    return exponential_reduced(r) * from_bits(bits(t) << 52);
}

static void exponential(const double *x, double *out, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = exponential_of(x[i]);
}

static void scaled_exponential(double scale, double shift, const double *x, double *out, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = scale * exponential_of(x[i] + shift);
}
