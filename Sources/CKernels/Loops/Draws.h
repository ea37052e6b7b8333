// Random numbers by address: Philox4x32-10, then Box–Muller.
//
// J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, “Parallel random numbers: as easy as 1, 2, 3”, SC11, 2011.
// G. E. P. Box and M. E. Muller, “A note on the generation of random normal deviates”, Ann. Math. Stat. 29(2), 1958.
//
// The counter is (path, path >> 32, step, driver group | stream << 28), the key the two halves of the seed.

#define STREAM_OF_NORMALS 0u
#define STREAM_OF_UNIFORMS 1u

// Four words of 32 bits; the upper halves are left as they fall, for a multiplication of 32 bits ignores them.
typedef struct {
    uint64_t w0, w1, w2, w3;
} Words;

#define LOW(x) ((x) & 0xFFFFFFFFu)

HELPER Words philox(uint64_t path, uint32_t step, uint32_t last, uint64_t seed) {
    Words c = {path, path >> 32, step, last};
    uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
        uint64_t product0 = LOW(c.w0) * 0xD2511F53u, product1 = LOW(c.w2) * 0xCD9E8D57u;
        c = (Words){(product1 >> 32) ^ c.w1 ^ key0, product1, (product0 >> 32) ^ c.w3 ^ key1, product0};
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return c;
}

// (k + ½)·2⁻⁵² where k is the leading 52 bits of two words: in the open (0, 1), exact.
HELPER double open_uniform(uint64_t low, uint64_t high) {
    return from_bits(ONE_BITS | (high << 32 | LOW(low)) >> 12) - 0x1.fffffffffffffp-1;
}

// Does something with the words of each column, a name for them and what to do: successive paths, or those of a list. Two
// loops, for a list costs a load a column.
#define FOR_EACH_WORDS(address, start, length, step, last, body) \
    if ((address)->paths) { \
        const uint64_t *chosen = (address)->paths + (start); \
        EACH for (ptrdiff_t i = 0; i < (length); i++) { \
            Words w = philox(chosen[i], (step), (last), (address)->seed); \
            body \
        } \
    } else { \
        uint64_t path = (address)->first_path + (uint64_t)(start), seed = (address)->seed; \
        EACH for (ptrdiff_t i = 0; i < (length); i++) { \
            Words w = philox(path + (uint64_t)i, (step), (last), seed); \
            body \
        } \
    }

// Words first, Box–Muller second: two loops small enough for the registers.
static void normals(const CKDrawAddress *address, double *out, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t count) {
    _Alignas(64) double first[STRIP], second[STRIP], spare[STRIP];
    uint32_t step = address->step;
    for (ptrdiff_t pair = 0; 2 * pair < rows; pair++) {
        uint32_t last = (uint32_t)pair | STREAM_OF_NORMALS << 28;
        for (ptrdiff_t start = 0; start < count; start += STRIP) {
            ptrdiff_t length = count - start < STRIP ? count - start : STRIP;
            double *even = out + 2 * pair * stride + start;
            double *odd = 2 * pair + 1 < rows ? even + stride : spare;
            FOR_EACH_WORDS(address, start, length, step, last, {
                first[i] = open_uniform(w.w0, w.w1);
                second[i] = open_uniform(w.w2, w.w3);
            })
            EACH for (ptrdiff_t i = 0; i < length; i++) {
                double radius = __builtin_elementwise_sqrt(-2.0 * logarithm_of_normal(first[i], 0.0));
                SineCosine angle = sine_cosine_of(second[i]);
                even[i] = radius * angle.cosine;
                odd[i] = radius * angle.sine;
            }
        }
    }
}

// log x for x = k·2⁻³², 2⁻³³ ≤ x ≤ 1. The polynomial is the minimax fit of (log(1 + f) − f)/f², error 3e-8.
HELPER float single_logarithm_of(float x) {
    uint32_t moved = single_bits(x) + (0x3F800000u - 0x3F3504F3u);
    float n = (float)((int32_t)(moved >> 23) - 127);
    float f = from_single_bits((moved & 0x007FFFFFu) + 0x3F3504F3u) - 1.0f;
    float q = 0.0873600110787f;
    q = FMA(q, f, -0.143092909796f);
    q = FMA(q, f, 0.1491834561f);
    q = FMA(q, f, -0.165703069051f);
    q = FMA(q, f, 0.199620226287f);
    q = FMA(q, f, -0.250017615981f);
    q = FMA(q, f, 0.333339514077f);
    q = FMA(q, f, -0.499999915557f);
    return FMA(n, 0x1.62e430p-1f, FMA(q, f * f, f));
}

// The same draws as `normals`, from the leading 32 bits of each uniform: a run in single precision is the run in double,
// rounded, not another sample.
static void single_normals(
    const CKDrawAddress *address, float *out, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t count
) {
    _Alignas(64) uint32_t first[STRIP], second[STRIP];
    _Alignas(64) float spare[STRIP];
    uint32_t step = address->step;
    for (ptrdiff_t pair = 0; 2 * pair < rows; pair++) {
        uint32_t last = (uint32_t)pair | STREAM_OF_NORMALS << 28;
        for (ptrdiff_t start = 0; start < count; start += STRIP) {
            ptrdiff_t length = count - start < STRIP ? count - start : STRIP;
            float *even = out + 2 * pair * stride + start;
            float *odd = 2 * pair + 1 < rows ? even + stride : spare;
            FOR_EACH_WORDS(address, start, length, step, last, {
                first[i] = (uint32_t)w.w1;
                second[i] = (uint32_t)w.w3;
            })
            EACH for (ptrdiff_t i = 0; i < length; i++) {
                float uniform = ((float)first[i] + 0.5f) * 0x1p-32f;
                float radius = __builtin_elementwise_sqrt(-2.0f * single_logarithm_of(uniform));
                // The angle: q quarters, and the rest r in turns, |r| ≤ 1/8.
                uint32_t q = (second[i] + 0x20000000u) >> 30;
                float r = (float)(int32_t)(second[i] << 2) * 0x1p-34f;
                float z = r * r;
                float s = FMA(-75.3935431405f, z, 81.5923530395f);
                s = FMA(s, z, -41.3416614511f);
                s = FMA(s, z, 6.28318528683f) * r;
                float c = FMA(59.2459570485f, z, -85.4437415311f);
                c = FMA(c, z, 64.9393264701f);
                c = FMA(c, z, -19.7392086937f);
                c = FMA(c, z, 1.0f);
                float sine = q & 1 ? c : s, cosine = q & 1 ? s : c;
                even[i] = radius * from_single_bits(single_bits(cosine) ^ ((q + 1) >> 1) << 31);
                odd[i] = radius * from_single_bits(single_bits(sine) ^ (q >> 1) << 31);
            }
        }
    }
}

static void uniforms(const CKDrawAddress *address, uint32_t driver, double *out, ptrdiff_t count) {
    uint32_t last = driver | STREAM_OF_UNIFORMS << 28;
    FOR_EACH_WORDS(address, 0, count, address->step, last, { out[i] = open_uniform(w.w0, w.w1); })
}
