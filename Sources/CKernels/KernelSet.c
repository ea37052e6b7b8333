#include "CKernels.h"

extern const CKKernelSet ck_baseline;

#if defined(__x86_64__)

extern const CKKernelSet ck_x86_64_v3;
extern const CKKernelSet ck_x86_64_v4;

int ck_kernel_set_count(void) { return 3; }

const CKKernelSet *ck_kernel_set(int number) {
    __builtin_cpu_init();
    switch (number) {
    case 0: return &ck_baseline;
    case 1: return __builtin_cpu_supports("x86-64-v3") ? &ck_x86_64_v3 : NULL;
    case 2: return __builtin_cpu_supports("x86-64-v4") ? &ck_x86_64_v4 : NULL;
    default: return NULL;
    }
}

#else

int ck_kernel_set_count(void) { return 1; }

const CKKernelSet *ck_kernel_set(int number) { return number == 0 ? &ck_baseline : NULL; }

#endif
