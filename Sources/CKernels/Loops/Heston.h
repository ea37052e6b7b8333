// One step of Heston's variance and logarithmic level: quadratic-exponential, with the martingale correction.
//
// L. Andersen, “Simple and efficient simulation of the Heston stochastic volatility model”, J. Comput. Finance 11(3),
// 2008, sections 3.2 and 4. The letters are the paper's: m and s² the mean and variance of the next variance,
// ψ = s²/m², its law a(b + Z)² where ψ ≤ 1.5, else 0 with probability p and exponential of rate β. M is E exp(A V').

#define SWITCHING_POINT 1.5
// Below it the variance is as good as known: 1/b = 1e-8.
#define LEAST_RATIO 1e-16
// Nearer to the pole of M the correction is left out.
#define LEAST_GAP 0.05

static void heston(
    const CKHestonStep *h, const double *shock, const double *own, double *variance, double *level, ptrdiff_t count
) {
    double correlation = h->correlation, complement = h->complement, tilt = h->tilt, decay = h->decay, pull = h->pull;
    double slope = h->spread_slope, spread = h->spread, start = h->start, end = h->end, noise = h->noise;
    double growth = h->growth, plain = h->plain;
    for (ptrdiff_t first = 0; first < count; first += STRIP) {
        ptrdiff_t length = count - first < STRIP ? count - first : STRIP;
        const double *asset = shock + first, *other = own + first;
        double *v = variance + first, *x = level + first;
        _Alignas(64) double mean[STRIP], ratio[STRIP], normal[STRIP], next[STRIP], shift[STRIP];
        int touches = 0;
        EACH for (ptrdiff_t i = 0; i < length; i++) {
            double m = at_least(1e-100, FMA(decay, v[i], pull));
            double inverse = 1.0 / m;
            double psi = at_least(LEAST_RATIO, FMA(slope, v[i], spread) * inverse * inverse);
            double z = FMA(correlation, asset[i], complement * other[i]);
            double c = 2.0 / (psi < SWITCHING_POINT ? psi : SWITCHING_POINT);
            double b2 = c - 1.0 + __builtin_elementwise_sqrt(c * (c - 1.0));
            double a = m / (1.0 + b2);
            double root = __builtin_elementwise_sqrt(b2) + z;
            double gap = FMA(-2.0 * tilt, a, 1.0);
            double corrected = FMA(0.5, logarithm_of_normal(at_least(LEAST_GAP, gap), 0.0), -tilt * b2 * a / gap);
            next[i] = a * root * root;
            shift[i] = gap > LEAST_GAP ? FMA(-0.5 * noise, v[i], corrected) : FMA(start, v[i], plain);
            mean[i] = m;
            ratio[i] = psi;
            normal[i] = z;
            touches |= psi > SWITCHING_POINT;
        }
        if (touches) {
            EACH for (ptrdiff_t i = 0; i < length; i++) {
                double alive = 2.0 / (ratio[i] + 1.0);
                double beta = alive / mean[i];
                double tail = at_least(1e-300, normal_distribution_of(-normal[i]));
                double value = logarithm_of_normal(at_least(1e-300, alive / tail), 0.0) / beta;
                double gap = 1.0 - tilt / beta;
                double moment = 1.0 - alive + alive / at_least(LEAST_GAP, gap);
                double corrected = -logarithm_of_normal(moment, 0.0);
                double change = gap > LEAST_GAP ? FMA(-0.5 * noise, v[i], corrected) : FMA(start, v[i], plain);
                int exponential = ratio[i] > SWITCHING_POINT;
                next[i] = exponential ? at_least(0.0, value) : next[i];
                shift[i] = exponential ? change : shift[i];
            }
        }
        EACH for (ptrdiff_t i = 0; i < length; i++) {
            double rest = FMA(complement, asset[i], -correlation * other[i]);
            double width = __builtin_elementwise_sqrt(noise * (v[i] + next[i]));
            x[i] += FMA(width, rest, FMA(end, next[i], growth + shift[i]));
            v[i] = next[i];
        }
    }
}
