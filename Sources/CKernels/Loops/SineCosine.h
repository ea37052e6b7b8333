// sin and cos of turns: u = q/4 + r, |r| ≤ 1/8, the reduction exact.
// The polynomials are minimax fits in r², relative errors 3.3e-18 (sine) and 5.1e-17 (cosine) before rounding.

typedef struct {
    double sine, cosine;
} SineCosine;

// sin 2πu and cos 2πu for |u| ≤ 2²⁰.
HELPER SineCosine sine_cosine_of(double turns) {
    double quarters = turns + 0x1.8p50;  // rounds to a multiple of ¼, its count in the low bits
    uint64_t q = bits(quarters);
    double r = turns - (quarters - 0x1.8p50);
    double z = r * r;
    double s = 0x1.e3eed13eacf4bp+1;
    s = FMA(s, z, -0x1.e3006391a60a9p+3);
    s = FMA(s, z, 0x1.50782fca26bfap+5);
    s = FMA(s, z, -0x1.32d2cce2d5204p+6);
    s = FMA(s, z, 0x1.466bc677586fep+6);
    s = FMA(s, z, -0x1.4abbce625be41p+5);
    s = FMA(s, z, 0x1.921fb54442d18p+2) * r;
    double c = 0x1.f3ef42590bcd8p+2;
    c = FMA(c, z, -0x1.a6ca00964ffebp+4);
    c = FMA(c, z, 0x1.e1f4fbfc00c56p+5);
    c = FMA(c, z, -0x1.55d3c7dcb5f41p+6);
    c = FMA(c, z, 0x1.03c1f081b14bdp+6);
    c = FMA(c, z, -0x1.3bd3cc9be45a5p+4);
    c = FMA(c, z, 1.0);
    int odd = (q & 1) != 0;
    double sine = odd ? c : s, cosine = odd ? s : c;
    return (SineCosine){
        from_bits(bits(sine) ^ ((q << 62) & SIGN_BIT)),
        from_bits(bits(cosine) ^ (((q + 1) << 62) & SIGN_BIT)),
    };
}

static void sine_cosine(const double *turns, double *sine, double *cosine, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) {
        SineCosine both = sine_cosine_of(turns[i]);
        sine[i] = both.sine;
        cosine[i] = both.cosine;
    }
}
