/* SPDX-License-Identifier: MIT */
/*
 * fuzz.h - what a fuzz target is made of.
 *
 * A target is one file with LLVMFuzzerTestOneInput(). Linked with libFuzzer it searches; linked with replay.c
 * it goes through files that are known, which every build does as a test.
 */
#ifndef LYNC_TOPO_TESTS_FUZZ_H
#define LYNC_TOPO_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Any bytes. Returns 0; what must never be ends the process. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert() also there in a release. */
#define MUST(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

#endif
