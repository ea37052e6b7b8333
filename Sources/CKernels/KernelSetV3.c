// The loops for x86-64-v3 (AVX2 and FMA). Same bits as x86-64-v4.
#if defined(__x86_64__)
#define KERNEL_SET_NAME "x86-64-v3"
#define HAS_FUSED_MULTIPLY_ADD 1
#define HAS_COMPRESSION 0
#define KERNEL_SET ck_x86_64_v3

#include "Loops/Support.h"

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3,tune=haswell"))), apply_to = function)
#include "Loops/KernelSetDefinition.h"
#pragma clang attribute pop
#endif
