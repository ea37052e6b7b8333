// Loops that read a row and keep a few numbers of it, or a few of its elements.

// Eight sums side by side, so that the order of additions is the same for any width of vectors.
typedef double Lanes __attribute__((vector_size(64), aligned(8)));
typedef int64_t LaneCounts __attribute__((vector_size(64)));

HELPER double sum_of_lanes(const Lanes *lanes) {
    Lanes x = *lanes;
    return ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));
}

// Sums run over blocks of this many elements, to keep their rounding small.
#define SUMMARY_BLOCK 1024

static void summarize(const double *x, double shift, CKSummary *out, ptrdiff_t count) {
    double first = 0, second = 0, third = 0, fourth = 0, greatest = -__builtin_inf();
    ptrdiff_t negative = 0;
    for (ptrdiff_t start = 0; start < count; start += SUMMARY_BLOCK) {
        ptrdiff_t end = start + SUMMARY_BLOCK < count ? start + SUMMARY_BLOCK : count;
        Lanes s1 = {0}, s2 = {0}, s3 = {0}, s4 = {0};
        LaneCounts signs = {0};
        Lanes tops = (Lanes){0} - __builtin_inf();
        ptrdiff_t i = start;
        for (; i < end; i += 8) {
            Lanes value;
            if (i + 8 <= end) {
                value = *(const Lanes *)(x + i);
                tops = __builtin_elementwise_max(tops, value);
                signs -= (LaneCounts)(value < 0.0);
            } else {
                // The last few, filled up with values that count for nothing.
                for (ptrdiff_t lane = 0; lane < 8; lane++) {
                    double own = i + lane < end ? x[i + lane] : shift;
                    value[lane] = own;
                    if (i + lane < end) {
                        if (own > tops[lane]) tops[lane] = own;
                        if (own < 0) signs[lane] += 1;
                    }
                }
            }
            Lanes d = value - shift, square = d * d;
            s1 += d;
            s2 += square;
            s3 += square * d;
            s4 += square * square;
        }
        first += sum_of_lanes(&s1);
        second += sum_of_lanes(&s2);
        third += sum_of_lanes(&s3);
        fourth += sum_of_lanes(&s4);
        for (ptrdiff_t lane = 0; lane < 8; lane++) {
            greatest = tops[lane] > greatest ? tops[lane] : greatest;
            negative += signs[lane];
        }
    }
    *out = (CKSummary){first, second, third, fourth, greatest, negative};
}

static ptrdiff_t select_at_most(const double *x, double threshold, double *out, ptrdiff_t count) {
    ptrdiff_t kept = 0;
    ptrdiff_t i = 0;
#if HAS_COMPRESSION
    __m512d limit = _mm512_set1_pd(threshold);
    for (; i + 8 <= count; i += 8) {
        __m512d value = _mm512_loadu_pd(x + i);
        __mmask8 mask = _mm512_cmp_pd_mask(value, limit, _CMP_LE_OQ);
        _mm512_storeu_pd(out + kept, _mm512_maskz_compress_pd(mask, value));
        kept += __builtin_popcount(mask);
    }
#endif
    for (; i < count; i++) {
        out[kept] = x[i];
        kept += x[i] <= threshold;
    }
    return kept;
}

static ptrdiff_t places_at_most(const double *x, double threshold, int64_t *out, ptrdiff_t count) {
    ptrdiff_t kept = 0;
    ptrdiff_t i = 0;
#if HAS_COMPRESSION
    __m512d limit = _mm512_set1_pd(threshold);
    __m512i places = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
    for (; i + 8 <= count; i += 8) {
        __mmask8 mask = _mm512_cmp_pd_mask(_mm512_loadu_pd(x + i), limit, _CMP_LE_OQ);
        _mm512_storeu_si512(out + kept, _mm512_maskz_compress_epi64(mask, places));
        kept += __builtin_popcount(mask);
        places = _mm512_add_epi64(places, _mm512_set1_epi64(8));
    }
#endif
    for (; i < count; i++) {
        out[kept] = i;
        kept += x[i] <= threshold;
    }
    return kept;
}

// Counts of a few bins, four times side by side: a count waits for the one before it only where both are the same.
#define COUNTED_BINS 256

static void count_bins(
    const double *x, double start, double bins_per_unit, ptrdiff_t bin_count, int64_t *counts, ptrdiff_t count) {
    int32_t places[STRIP];
    int64_t parts[4][COUNTED_BINS] = {{0}};
    double last = (double)bin_count + 1;
    for (ptrdiff_t begin = 0; begin < count; begin += STRIP) {
        ptrdiff_t length = begin + STRIP < count ? STRIP : count - begin;
        for (ptrdiff_t i = 0; i < length; i++) {
            // Bin 0 is everything below, and what is not a number; the last is everything above.
            double place = (x[begin + i] - start) * bins_per_unit + 1;
            double bounded = place >= 1 ? place : 0;
            places[i] = (int32_t)(bounded < last ? bounded : last);
        }
        for (ptrdiff_t i = 0; i < length; i++) parts[i & 3][places[i]]++;
    }
    for (ptrdiff_t bin = 0; bin < bin_count + 2; bin++) {
        counts[bin] += parts[0][bin] + parts[1][bin] + parts[2][bin] + parts[3][bin];
    }
}
