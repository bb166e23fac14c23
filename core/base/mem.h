/* SPDX-License-Identifier: MIT */
/*
 * mem.h - the only door to the allocator.
 *
 * Everything in core, and the libraries that let us (libxml2, PCRE2, cJSON), allocate here. A failed
 * allocation sets a sticky flag: some libraries swallow one and go on with less, so whoever reports a
 * result asks mem_ran_out() before it believes that result.
 *
 * Tests use mem_fail_after() to see every allocation fail once. The state is the process's, not a
 * thread's: the program is single-threaded where it allocates.
 */
#ifndef LYNC_TOPO_BASE_MEM_H
#define LYNC_TOPO_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As malloc, calloc, realloc, strdup and free: NULL on failure, NULL accepted where they accept it. */
void *mem_alloc(size_t size);
void *mem_zalloc(size_t size);
void *mem_realloc(void *old, size_t size);
char *mem_strdup(const char *text);
void mem_free(void *memory);

/* For mem_grow(), when there is no room left. */
bool mem_enlarge(void *array, uint32_t *room, uint32_t need, size_t size);

/*
 * Makes room for at least `need` entries of `size` bytes in a growing array with room for *room; `array` is the
 * address of the pointer to it. Doubles, never shrinks. False when out of memory; the array is then unchanged
 * and still the caller's.
 */
static inline bool mem_grow(void *array, uint32_t *room, uint32_t need, size_t size)
{
	return need <= *room || mem_enlarge(array, room, need, size);
}

/* True once any allocation has failed since the start or the last mem_fail_after(). */
bool mem_ran_out(void);

/*
 * For tests: lets `count` allocations succeed and the next one fail, once or for ever after; a negative
 * count switches the failing off. Clears the sticky flag.
 */
void mem_fail_after(int64_t count, bool for_ever);

#endif
