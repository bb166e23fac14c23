/* SPDX-License-Identifier: MIT */
/*
 * util.h - the handful of macros that every module may use.
 */
#ifndef LYNC_TOPO_BASE_UTIL_H
#define LYNC_TOPO_BASE_UTIL_H

#include <stddef.h>
#include <stdint.h>

/* Number of entries of a real array (not of a pointer). */
#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

/* Bit number n of a 64-bit set. */
#define BIT(n) ((uint64_t)1 << (n))

/* Lets the compiler check a printf-like function's arguments. */
#define PRINTF_LIKE(text_at, first_at) __attribute__((format(printf, text_at, first_at)))

/* The caller must look at the result. */
#define NODISCARD __attribute__((warn_unused_result))

#endif
