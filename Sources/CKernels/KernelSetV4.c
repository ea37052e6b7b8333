// The loops for x86-64-v4 (AVX-512; the tuning only lets the compiler use all 512 bits). Same bits as x86-64-v3.
#if defined(__x86_64__)
#define KERNEL_SET_NAME "x86-64-v4"
#define HAS_FUSED_MULTIPLY_ADD 1
#define HAS_COMPRESSION 1
#define KERNEL_SET ck_x86_64_v4

#include <immintrin.h>

#include "Loops/Support.h"

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,tune=znver4"))), apply_to = function)
#include "Loops/KernelSetDefinition.h"
#pragma clang attribute pop
#endif
