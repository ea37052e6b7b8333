#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// A European option on paths: what `black_scholes_merton` reads.
///
/// `spot` and `log_spot` are rows of paths; a null `log_spot` is taken from `spot`. A null row of rates, yields or
/// volatilities means the constant beside it.
typedef struct {
    double sign;  ///< +1 for a call, -1 for a put.
    double weight;
    double strike;
    double time;  ///< Years to expiry, positive.
    const double *_Nonnull spot;
    const double *_Nullable log_spot;
    double rate;
    const double *_Nullable rates;
    double yield;
    const double *_Nullable yields;
    double volatility;
    const double *_Nullable volatilities;
} CKEuropeanOption;

/// Some rows of a block and a weight for each: what `accumulate_rows` and `discount` read.
typedef struct {
    const double *_Nonnull base;
    ptrdiff_t stride;  ///< Elements from one row to the next.
    const ptrdiff_t *_Nullable rows;
    const double *_Nullable weights;
    ptrdiff_t count;  ///< Of rows and of weights.
} CKWeightedRows;

/// The constants of one step of `heston`, in the letters of its source: see Loops/Heston.h.
typedef struct {
    double correlation;   ///< ρ
    double complement;    ///< √(1 − ρ²)
    double tilt;          ///< A = K₂ + K₄/2
    double decay;         ///< The mean of the next variance is decay · v + pull,
    double pull;
    double spread_slope;  ///< its variance is spread_slope · v + spread.
    double spread;
    double growth;        ///< Of the logarithm of the mean level.
    double plain;         ///< K₀, used where the correction has no value.
    double start;         ///< K₁
    double end;           ///< K₂
    double noise;         ///< K₃ = K₄
} CKHestonStep;

/// Where a block of random numbers lies in the counter space of Philox4x32-10.
typedef struct {
    uint64_t seed;
    /// Of the first column, where columns are successive paths.
    uint64_t first_path;
    /// The path of each column; null where they are successive.
    const uint64_t *_Nullable paths;
    uint32_t step;
} CKDrawAddress;

/// What `summarize` keeps of a row: sums of powers of x − shift, the greatest element, and how many are negative.
typedef struct {
    double first;
    double second;
    double third;
    double fourth;
    double greatest;
    ptrdiff_t negative_count;
} CKSummary;

/// Every loop, compiled for one instruction set.
///
/// An output may be the same memory as an input, element for element; otherwise they must not overlap. No loop
/// depends on alignment, and an element's bits do not depend on its position.
typedef struct {
    const char *_Nonnull name;

    void (*_Nonnull exponential)(const double *_Nonnull x, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull scaled_exponential)(
        double scale, double shift, const double *_Nonnull x, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull logarithm)(const double *_Nonnull x, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull sine_cosine)(
        const double *_Nonnull turns, double *_Nonnull sine, double *_Nonnull cosine, ptrdiff_t count);
    void (*_Nonnull normal_distribution)(const double *_Nonnull x, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull normal_density)(
        double x, const double *_Nonnull mean, const double *_Nonnull precision, const double *_Nonnull log_scale,
        double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull normal_quantile)(const double *_Nonnull p, double *_Nonnull out, ptrdiff_t count);

    void (*_Nonnull affine)(double a, double b, const double *_Nonnull x, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull multiply)(
        const double *_Nonnull x1, const double *_Nonnull x2, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull divide)(
        const double *_Nonnull x1, const double *_Nonnull x2, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull reciprocal)(const double *_Nonnull x, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull widen)(const float *_Nonnull x, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull accumulate)(double weight, const double *_Nonnull x, double *_Nonnull y, ptrdiff_t count);
    void (*_Nonnull increment)(
        double a, double b, const double *_Nonnull x, double *_Nonnull y, ptrdiff_t count);
    void (*_Nonnull accumulate_product)(
        double weight, const double *_Nonnull x1, const double *_Nonnull x2, double *_Nonnull y, ptrdiff_t count);
    void (*_Nonnull accumulate_rows)(const CKWeightedRows *_Nonnull rows, double *_Nonnull y, ptrdiff_t count);
    void (*_Nonnull discount)(
        const CKWeightedRows *_Nonnull rates, double constant, double time, double *_Nonnull out, ptrdiff_t count);
    void (*_Nonnull black_scholes_merton)(
        const CKEuropeanOption *_Nonnull option, double *_Nonnull y, ptrdiff_t count);

    void (*_Nonnull summarize)(
        const double *_Nonnull x, double shift, CKSummary *_Nonnull out, ptrdiff_t count);
    /// Returns how many it kept. `out` has room for seven more than that, or for `count`.
    ptrdiff_t (*_Nonnull select_at_most)(
        const double *_Nonnull x, double threshold, double *_Nonnull out, ptrdiff_t count);
    /// The same, of their places.
    ptrdiff_t (*_Nonnull places_at_most)(
        const double *_Nonnull x, double threshold, int64_t *_Nonnull out, ptrdiff_t count);
    /// Adds to `bin_count + 2` counts: those below, the bins, those above; at most 254 bins.
    void (*_Nonnull count_bins)(
        const double *_Nonnull x, double start, double bins_per_unit, ptrdiff_t bin_count,
        int64_t *_Nonnull counts, ptrdiff_t count);
    void (*_Nonnull heston)(
        const CKHestonStep *_Nonnull step, const double *_Nonnull shock, const double *_Nonnull own,
        double *_Nonnull variance, double *_Nonnull level, ptrdiff_t count);

    void (*_Nonnull normals)(
        const CKDrawAddress *_Nonnull address, double *_Nonnull out, ptrdiff_t stride, ptrdiff_t rows,
        ptrdiff_t count);
    void (*_Nonnull single_normals)(
        const CKDrawAddress *_Nonnull address, float *_Nonnull out, ptrdiff_t stride, ptrdiff_t rows,
        ptrdiff_t count);
    void (*_Nonnull uniforms)(
        const CKDrawAddress *_Nonnull address, uint32_t driver, double *_Nonnull out, ptrdiff_t count);
} CKKernelSet;

/// How many kernel sets this build holds; number 0 runs anywhere, the last is the fastest.
int ck_kernel_set_count(void);

/// The kernel set of that number, or null when this processor cannot run it.
const CKKernelSet *_Nullable ck_kernel_set(int number);

#endif
