// The loops for any processor. On x86-64 that means SSE2, which has no fused multiply-add: `fma` would be a slow call,
// so this set multiplies and adds, and differs from the others in the last bits.
#if defined(__aarch64__)
#define KERNEL_SET_NAME "arm64"
#define HAS_FUSED_MULTIPLY_ADD 1
#else
#define KERNEL_SET_NAME "baseline"
#define HAS_FUSED_MULTIPLY_ADD 0
#endif
#define HAS_COMPRESSION 0
#define KERNEL_SET ck_baseline

#include "Loops/Support.h"

#include "Loops/KernelSetDefinition.h"
