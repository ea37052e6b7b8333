#define _GNU_SOURCE
#include "CStart.h"

#include <errno.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// OpenBLAS starts a thread for each processor when it is loaded, before anything of this program runs, and ends the process by a
// signal where it cannot. It counts the processors that it may use: while libraries are loaded that is one, so it starts none.
#if defined(__linux__)
static cpu_set_t processors;
static int is_pinned;

static void pin(int argc, char **argv, char **environment) {
    (void)argc, (void)argv, (void)environment;
    if (sched_getaffinity(0, sizeof processors, &processors) != 0) return;
    for (int number = 0; number < CPU_SETSIZE; number++) {
        if (!CPU_ISSET(number, &processors)) continue;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(number, &one);
        is_pinned = sched_setaffinity(0, sizeof one, &one) == 0;
        return;
    }
}

// Of an executable, and run before the constructors of its libraries.
__attribute__((section(".preinit_array"), used)) static void (*const before_libraries)(int, char **, char **) = pin;

__attribute__((constructor)) static void unpin(void) {
    if (is_pinned) sched_setaffinity(0, sizeof processors, &processors);
}
#endif

static void *perform(void *work) {
    ((void (*)(void))work)();
    return NULL;
}

int start_on_stack(size_t bytes, void (*work)(void)) {
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    int reason = pthread_attr_setstacksize(&attributes, bytes);
    if (reason == 0) reason = pthread_create(&thread, &attributes, perform, (void *)work);
    pthread_attr_destroy(&attributes);
    if (reason == 0) pthread_join(thread, NULL);
    return reason;
}

void start_set_thread_stack(size_t bytes) {
#if defined(__GLIBC__)
    pthread_attr_t attributes;
    if (pthread_getattr_default_np(&attributes) != 0) return;
    pthread_attr_setstacksize(&attributes, bytes);
    pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
#else
    (void)bytes;
#endif
}

void start_use_one_heap(void) {
#if defined(__GLIBC__)
    mallopt(M_ARENA_MAX, 1);
#endif
}

static void *wait_for_gate(void *gate) {
    pthread_mutex_lock(gate);
    pthread_mutex_unlock(gate);
    return NULL;
}

int start_count_threads(int wanted) {
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    pthread_t *threads = malloc(sizeof(pthread_t) * (size_t)wanted);
    int count = 0;
    if (threads == NULL) return 0;
    pthread_mutex_lock(&gate);
    while (count < wanted && pthread_create(&threads[count], NULL, wait_for_gate, &gate) == 0) count++;
    pthread_mutex_unlock(&gate);
    for (int index = 0; index < count; index++) pthread_join(threads[index], NULL);
    free(threads);
    return count;
}

static const char *last_words;
static size_t last_length;
static int last_code;

static void say_last_words(int number) {
    (void)number;
    ssize_t written = write(2, last_words, last_length);
    (void)written;
    _exit(last_code);
}

void start_set_last_words(const char *words, int code) {
    last_words = strdup(words);
    if (last_words == NULL) return;
    last_length = strlen(last_words);
    last_code = code;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = say_last_words;
    sigaction(SIGABRT, &action, NULL);
    sigaction(SIGTRAP, &action, NULL);
    sigaction(SIGILL, &action, NULL);
}
