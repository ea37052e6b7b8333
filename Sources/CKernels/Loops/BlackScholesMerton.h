// European options on paths.
//
// F. Black and M. Scholes, “The pricing of options and corporate liabilities”, J. Political Economy 81(3), 1973;
// R. C. Merton, “Theory of rational option pricing”, Bell J. Economics 4(1), 1973. With φ = ±1 for a call or a put,
// A = S exp(−yield·τ), B = K exp(−rate·τ), s = volatility·√τ, d₁ = log(A/B)/s + s/2, d₂ = d₁ − s:
//
//     price = φ(A Φ(φd₁) − B Φ(φd₂)).
//
// Since A exp(−d₁²/2) = B exp(−d₂²/2), one exponential serves both Φ, and their two rational functions w (see
// NormalDistribution.h; here one of relative error 4.9e-15) share one division.

// The least s: below it the price is the discounted intrinsic value to 4e-15 of A.
#define LEAST_DEVIATION 1e-14
#define LEAST_LEVEL 1e-300

HELPER double tail_numerator_of(double a) {
    double p = 8.178930582221262e-06;
    p = FMA(p, a, 0.00018700933556536157);
    p = FMA(p, a, 0.0020856293563935374);
    p = FMA(p, a, 0.014568316601998853);
    p = FMA(p, a, 0.06916315703467275);
    p = FMA(p, a, 0.22800231633795134);
    p = FMA(p, a, 0.5112178026916385);
    p = FMA(p, a, 0.7199747023437106);
    return FMA(p, a, 0.5000000000000008);
}

HELPER double tail_denominator_of(double a) {
    double q = 2.0501538652987458e-05;
    q = FMA(q, a, 0.0004687628882707875);
    q = FMA(q, a, 0.005248399043563431);
    q = FMA(q, a, 0.03698611770021737);
    q = FMA(q, a, 0.1785532029015157);
    q = FMA(q, a, 0.6070972674596802);
    q = FMA(q, a, 1.4445418235458358);
    q = FMA(q, a, 2.307968776079787);
    q = FMA(q, a, 2.23783396549058);
    return FMA(q, a, 1.0);
}

// The price from A, B, φd₁ and φd₂.
HELPER double option_price(double sign, double asset, double cash, double d1, double d2) {
    double a1 = __builtin_fabs(d1), a2 = __builtin_fabs(d2);
    a1 = a1 > 37.5 ? 37.5 : a1;
    a2 = a2 > 37.5 ? 37.5 : a2;
    double q1 = tail_denominator_of(a1), q2 = tail_denominator_of(a2);
    double p1 = tail_numerator_of(a1) * q2, p2 = tail_numerator_of(a2) * q1;
    double tails = ((d1 < 0.0 ? -p1 : p1) - (d2 < 0.0 ? -p2 : p2)) / (q1 * q2);
    double density = asset * exponential_in_range(-0.5 * a1 * a1);
    double intrinsic = (d1 < 0.0 ? 0.0 : asset) - (d2 < 0.0 ? 0.0 : cash);
    return sign * FMA(-density, tails, intrinsic);
}

HELPER double at_least(double floor, double x) { return x < floor ? floor : x; }

HELPER double log_of_level(double level) { return logarithm_of_normal(at_least(LEAST_LEVEL, level), 0.0); }

// Rate, yield and volatility are constants: everything but the spot is computed once.
HELPER void price_with_constants(const CKEuropeanOption *o, int has_log_spot, double *y, ptrdiff_t count) {
    const double *spot = o->spot, *log_spot = o->log_spot;
    double sign = o->sign, weight = o->weight;
    double deviation = at_least(LEAST_DEVIATION, o->volatility * __builtin_elementwise_sqrt(o->time));
    double asset_factor = exponential_of(-o->yield * o->time);
    double cash = o->strike * exponential_of(-o->rate * o->time);
    double drift = (o->rate - o->yield) * o->time - log_of_level(o->strike);
    double slope = sign / deviation, level = sign * (drift / deviation + 0.5 * deviation), gap = sign * deviation;
    EACH for (ptrdiff_t i = 0; i < count; i++) {
        double log_level = has_log_spot ? log_spot[i] : log_of_level(spot[i]);
        double d1 = FMA(log_level, slope, level);
        y[i] = FMA(weight, option_price(sign, spot[i] * asset_factor, cash, d1, d1 - gap), y[i]);
    }
}

// The volatility as a row, and rate and yield too where `has_rates` and `has_yields` say so, else constants.
typedef struct {
    const double *spot, *log_spot, *rates, *yields, *volatilities;
} OptionRows;

HELPER void price_with_rows(
    const CKEuropeanOption *o, int has_log_spot, int has_rates, int has_yields, OptionRows rows, double *y,
    ptrdiff_t count
) {
    double sign = o->sign, weight = o->weight, time = o->time, strike = o->strike;
    double root_time = __builtin_elementwise_sqrt(time), log_strike = log_of_level(strike);
    double constant_factor = exponential_of(-o->yield * time), constant_cash = strike * exponential_of(-o->rate * time);
    double constant_rate = o->rate, constant_yield = o->yield;
    EACH for (ptrdiff_t i = 0; i < count; i++) {
        double log_level = has_log_spot ? rows.log_spot[i] : log_of_level(rows.spot[i]);
        double rate = has_rates ? rows.rates[i] : constant_rate;
        double yield = has_yields ? rows.yields[i] : constant_yield;
        double cash = has_rates ? strike * exponential_of(-rate * time) : constant_cash;
        double factor = has_yields ? exponential_of(-yield * time) : constant_factor;
        double drift = FMA(rate - yield, time, -log_strike);
        double deviation = at_least(LEAST_DEVIATION, rows.volatilities[i] * root_time);
        double d1 = sign * FMA(0.5, deviation, (log_level + drift) / deviation);
        double price = option_price(sign, rows.spot[i] * factor, cash, d1, d1 - sign * deviation);
        y[i] = FMA(weight, price, y[i]);
    }
}

// A piece of a row, or `scratch` filled with the constant where there is no row.
HELPER const double *row_or_constant(
    const double *row, double constant, double *scratch, ptrdiff_t start, ptrdiff_t count
) {
    if (row) return row + start;
    for (ptrdiff_t i = 0; i < count; i++) scratch[i] = constant;
    return scratch;
}

static void black_scholes_merton(const CKEuropeanOption *o, double *y, ptrdiff_t count) {
    int has_rates = o->rates || o->yields;
    if (!has_rates && !o->volatilities) {
        if (o->log_spot) price_with_constants(o, 1, y, count);
        else price_with_constants(o, 0, y, count);
        return;
    }
    for (ptrdiff_t start = 0; start < count; start += STRIP) {
        ptrdiff_t length = count - start < STRIP ? count - start : STRIP;
        _Alignas(64) double rates[STRIP], volatilities[STRIP];
        OptionRows rows = {
            .spot = o->spot + start,
            .log_spot = o->log_spot ? o->log_spot + start : 0,
            .volatilities = row_or_constant(o->volatilities, o->volatility, volatilities, start, length),
        };
        double *out = y + start;
        if (has_rates) rows.rates = row_or_constant(o->rates, o->rate, rates, start, length);
        if (o->yields) rows.yields = o->yields + start;
        if (o->log_spot) {
            if (o->yields) price_with_rows(o, 1, 1, 1, rows, out, length);
            else if (has_rates) price_with_rows(o, 1, 1, 0, rows, out, length);
            else price_with_rows(o, 1, 0, 0, rows, out, length);
        } else {
            if (o->yields) price_with_rows(o, 0, 1, 1, rows, out, length);
            else if (has_rates) price_with_rows(o, 0, 1, 0, rows, out, length);
            else price_with_rows(o, 0, 0, 0, rows, out, length);
        }
    }
}
