#ifndef MARKET_TWIN_COPENBLAS_H
#define MARKET_TWIN_COPENBLAS_H

#include <cblas.h>
#include <lapacke.h>

// A macro in lapacke.h, which Swift cannot see.
typedef lapack_int lapack_integer;

// OpenBLAS built with DYNAMIC_ARCH exports these two without declaring them: they forget the kernel set chosen when
// the library was loaded, and choose one again. Weak, because a build for one CPU has neither.
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern void gotoblas_dynamic_init(void) __attribute__((weak));

// Ends the threads that the library starts when it is loaded, and which would spin beside our own workers for a while.
extern int blas_thread_shutdown_(void) __attribute__((weak));

// The buffer of 128 MB that every thread needs while it is inside the library. Where there is no room for one, the library asks again
// and again, for ever; so what is wanted is asked for before.
extern void *blas_memory_alloc(int position) __attribute__((weak));
extern void blas_memory_free(void *buffer) __attribute__((weak));

/// Whether buffers can be asked for.
static inline int openblas_has_buffers(void) { return blas_memory_alloc != 0 && blas_memory_free != 0; }

static inline void *openblas_take_buffer(void) { return blas_memory_alloc(0); }

static inline void openblas_return_buffer(void *buffer) { blas_memory_free(buffer); }

/// Ends the library's own threads. Not while another thread is inside the library.
static inline void openblas_end_threads(void) {
    if (blas_thread_shutdown_ != 0) blas_thread_shutdown_();
}

/// Whether the library holds several kernel sets and can be asked to choose again.
static inline int openblas_can_choose_again(void) {
    return gotoblas_dynamic_quit != 0 && gotoblas_dynamic_init != 0;
}

/// Chooses the kernel set again, minding OPENBLAS_CORETYPE. Not while another thread is inside the library.
static inline void openblas_choose_again(void) {
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
}

#if defined(__x86_64__)
/// Whether the CPU has what the AVX-512 kernels (SkylakeX) need.
static inline int cpu_has_avx512(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}

/// Whether the CPU has what the AVX2 kernels (Haswell) need.
static inline int cpu_has_avx2(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#else
static inline int cpu_has_avx512(void) { return 0; }
static inline int cpu_has_avx2(void) { return 0; }
#endif

#endif
