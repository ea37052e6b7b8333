// Sums and products along paths.

static void affine(double a, double b, const double *x, double *out, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = FMA(b, x[i], a);
}

static void multiply(const double *x1, const double *x2, double *out, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = x1[i] * x2[i];
}

static void divide(const double *x1, const double *x2, double *out, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = x1[i] / x2[i];
}

static void reciprocal(const double *x, double *out, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = 1.0 / x[i];
}

static void widen(const float *x, double *out, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = (double)x[i];
}

static void accumulate(double weight, const double *x, double *y, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) y[i] = FMA(weight, x[i], y[i]);
}

static void increment(double a, double b, const double *x, double *y, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) y[i] += FMA(b, x[i], a);
}

static void accumulate_product(double weight, const double *x1, const double *x2, double *y, ptrdiff_t count) {
    EACH for (ptrdiff_t i = 0; i < count; i++) y[i] = FMA(weight * x1[i], x2[i], y[i]);
}

HELPER const double *row(const CKWeightedRows *rows, ptrdiff_t k) { return rows->base + rows->rows[k] * rows->stride; }

// Eight rows at a time, so that y is read and written once for eight; each element still adds row after row.
static void accumulate_rows(const CKWeightedRows *rows, double *y, ptrdiff_t count) {
    ptrdiff_t k = 0;
    for (; k + 8 <= rows->count; k += 8) {
        const double *x0 = row(rows, k), *x1 = row(rows, k + 1), *x2 = row(rows, k + 2), *x3 = row(rows, k + 3);
        const double *x4 = row(rows, k + 4), *x5 = row(rows, k + 5), *x6 = row(rows, k + 6), *x7 = row(rows, k + 7);
        const double *weight = rows->weights + k;
        double w0 = weight[0], w1 = weight[1], w2 = weight[2], w3 = weight[3];
        double w4 = weight[4], w5 = weight[5], w6 = weight[6], w7 = weight[7];
        EACH for (ptrdiff_t i = 0; i < count; i++) {
            double sum = FMA(w0, x0[i], y[i]);
            sum = FMA(w1, x1[i], sum);
            sum = FMA(w2, x2[i], sum);
            sum = FMA(w3, x3[i], sum);
            sum = FMA(w4, x4[i], sum);
            sum = FMA(w5, x5[i], sum);
            sum = FMA(w6, x6[i], sum);
            y[i] = FMA(w7, x7[i], sum);
        }
    }
    for (; k < rows->count; k++) accumulate(rows->weights[k], row(rows, k), y, count);
}

static void discount(const CKWeightedRows *rates, double constant, double time, double *out, ptrdiff_t count) {
    for (ptrdiff_t i = 0; i < count; i++) out[i] = constant;
    accumulate_rows(rates, out, count);
    EACH for (ptrdiff_t i = 0; i < count; i++) out[i] = exponential_of(-time * out[i]);
}
