// The inverse of Φ: three rational functions, for the middle, the tails and the far tails.
// M. J. Wichura, “Algorithm AS 241: The percentage points of the normal distribution”, Applied Statistics 37(3), 1988,
// routine PPND16, relative accuracy about 1e-16.

// A ratio of two polynomials of degree seven, the denominator's constant being one.
HELPER double ratio(const double *numerator, const double *denominator, double r) {
    double p = numerator[7], q = denominator[7];
    for (int k = 6; k >= 0; k--) {
        p = FMA(p, r, numerator[k]);
        q = FMA(q, r, denominator[k]);
    }
    return p / q;
}

static const double middle_numerator[8] = {
    3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
    4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
};
static const double middle_denominator[8] = {
    1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
    2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
};
static const double tail_numerator[8] = {
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
};
static const double tail_denominator[8] = {
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
};
static const double far_numerator[8] = {
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
};
static const double far_denominator[8] = {
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
};

HELPER double smaller_tail(double p) { return p < 0.5 ? p : 1.0 - p; }

static void normal_quantile(const double *p, double *out, ptrdiff_t count) {
    for (ptrdiff_t start = 0; start < count; start += STRIP) {
        ptrdiff_t length = count - start < STRIP ? count - start : STRIP;
        const double *probability = p + start;
        _Alignas(64) double root[STRIP], value[STRIP];
        int far = 0;
        EACH for (ptrdiff_t i = 0; i < length; i++) {
            double x = probability[i];
            double q = x - 0.5;
            double central = q * ratio(middle_numerator, middle_denominator, 0.180625 - q * q);
            double r = __builtin_elementwise_sqrt(-logarithm_of(smaller_tail(x)));
            double tail = ratio(tail_numerator, tail_denominator, r - 1.6);
            double outer = x < 0.5 ? -tail : tail;
            root[i] = r;
            value[i] = __builtin_fabs(q) <= 0.425 ? central : outer;
            far |= r > 5.0;
        }
        if (far) {
            EACH for (ptrdiff_t i = 0; i < length; i++) {
                double x = probability[i], r = root[i];
                double tail = ratio(far_numerator, far_denominator, r - 5.0);
                tail = r == __builtin_inf() ? r : tail;
                value[i] = r > 5.0 ? (x < 0.5 ? -tail : tail) : value[i];
            }
        }
        for (ptrdiff_t i = 0; i < length; i++) out[start + i] = value[i];
    }
}
