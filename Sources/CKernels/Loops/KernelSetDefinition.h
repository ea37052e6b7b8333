// All loops and the table of them, for the kernel set named by `KERNEL_SET`.
#include "Bits.h"

#include "Exponential.h"
#include "Logarithm.h"
#include "SineCosine.h"

#include "Arithmetic.h"
#include "NormalDistribution.h"
#include "NormalQuantile.h"

#include "BlackScholesMerton.h"
#include "Draws.h"
#include "Summary.h"
#include "Heston.h"

const CKKernelSet KERNEL_SET = {
    .name = KERNEL_SET_NAME,
    .exponential = exponential,
    .scaled_exponential = scaled_exponential,
    .logarithm = logarithm,
    .sine_cosine = sine_cosine,
    .normal_distribution = normal_distribution,
    .normal_density = normal_density,
    .normal_quantile = normal_quantile,
    .affine = affine,
    .multiply = multiply,
    .divide = divide,
    .reciprocal = reciprocal,
    .widen = widen,
    .accumulate = accumulate,
    .increment = increment,
    .accumulate_product = accumulate_product,
    .accumulate_rows = accumulate_rows,
    .discount = discount,
    .black_scholes_merton = black_scholes_merton,
    .summarize = summarize,
    .select_at_most = select_at_most,
    .places_at_most = places_at_most,
    .count_bins = count_bins,
    .heston = heston,
    .normals = normals,
    .single_normals = single_normals,
    .uniforms = uniforms,
};
