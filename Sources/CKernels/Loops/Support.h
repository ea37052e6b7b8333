// What every loop needs. The loops are plain C that the compiler vectorises; they are compiled once for each kernel
// set, with `HAS_FUSED_MULTIPLY_ADD` and `HAS_COMPRESSION` telling which.
//
// Rules of identity: contraction is off and every fused multiply-add is written as `FMA`; no reassociation, no
// approximate reciprocals, nothing that depends on lane or position. So all sets with FMA give the same bits.
#ifndef CKERNELS_SUPPORT_H
#define CKERNELS_SUPPORT_H

#include "CKernels.h"

#pragma clang fp contract(off)

#if HAS_FUSED_MULTIPLY_ADD
#define FMA(a, b, c) __builtin_elementwise_fma((a), (b), (c))
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#endif

#define HELPER static inline __attribute__((always_inline))

// No iteration reads what another wrote, even when an output is an input. Four vectors at a time hide the latency of
// the polynomials.
#define EACH _Pragma("clang loop vectorize(assume_safety) interleave_count(4)")

// Paths worked on together where a loop needs scratch memory.
#define STRIP 256

#endif
