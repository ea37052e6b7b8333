#ifndef MARKET_TWIN_CSTART_H
#define MARKET_TWIN_CSTART_H

#include <stddef.h>

/// Does some work on a thread with a stack of its own size, and waits for its end.
///
/// Returns zero, or why there is no such thread, as `errno` says it; nothing was done then.
int start_on_stack(size_t bytes, void (*work)(void));

/// Stacks of threads that are made later; of what the process may have, not of its limit on the first one.
void start_set_thread_stack(size_t bytes);

/// One heap for all threads: each of its own takes 64 MB of addresses.
void start_use_one_heap(void);

/// How many threads can live at a time beside this one, up to a number.
int start_count_threads(int wanted);

/// What is written to standard error, and the exit code, where the process would end by a trap from now on.
void start_set_last_words(const char *words, int code);

#endif
