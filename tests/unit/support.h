/* SPDX-License-Identifier: MIT */
/*
 * support.h - what several unit tests need: cmocka, chance with a fixed seed, exact copies, a folder of one's
 * own, a process of one's own.
 */
#ifndef LYNC_TOPO_TESTS_SUPPORT_H
#define LYNC_TOPO_TESTS_SUPPORT_H

#include "base/str.h"
#include "base/util.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* After the headers that it needs. */
#include <cmocka.h>

/* The same rolls on every machine (xorshift64*). Start: `struct dice dice = { 1 };`, any number but 0. */
struct dice {
	uint64_t state;
};

/* A number below `sides`. */
static inline uint32_t roll(struct dice *dice, uint32_t sides)
{
	dice->state ^= dice->state >> 12;
	dice->state ^= dice->state << 25;
	dice->state ^= dice->state >> 27;
	return (uint32_t)(dice->state * UINT64_C(2685821657736338717) >> 32) % sides;
}

/* Bytes of a literal, NULs inside it too: in an initialiser, and in an expression. */
#define STR_INIT(literal) \
	{ \
		(literal), sizeof(literal) - 1 \
	}
#define STR(literal) ((struct str)STR_INIT(literal))

/*
 * The bytes and not one more: AddressSanitizer stops a test that reads past them. Freed with drop_copy().
 */
static inline struct str exact_copy(struct str text)
{
	char *copy = malloc(text.length);

	assert_non_null(copy);
	if (text.length > 0)
		memcpy(copy, text.text, text.length);
	return (struct str){ copy, text.length };
}

static inline void drop_copy(struct str copy)
{
	free((void *)(uintptr_t)copy.text);
}

/* Setup for cmocka: an empty folder that only this test knows, as working directory. */
static inline int enter_folder(void **state)
{
	const char *place = getenv("TMPDIR");
	char *folder;

	if (asprintf(&folder, "%s/lync-topo-test.XXXXXX", place != NULL ? place : "/tmp") < 0)
		return -1;
	*state = folder;
	return mkdtemp(folder) != NULL ? chdir(folder) : -1;
}

static inline int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place)
{
	(void)info;
	(void)kind;
	(void)place;
	return remove(path);
}

/* Teardown: the folder goes with all that is in it. */
static inline int leave_folder(void **state)
{
	int failed = chdir("/") | nftw(*state, remove_entry, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);

	free(*state);
	return failed;
}

static inline void write_file(const char *path, struct str bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	if (bytes.length > 0)
		assert_int_equal(fwrite(bytes.text, 1, bytes.length, file), bytes.length);
	assert_int_equal(fclose(file), 0);
}

/*
 * Runs `act` in a process of its own and returns what it returns (0 to 127), or 128 and the signal that ended it.
 * No cmocka assertions in there: they would go on with the next test in the wrong process.
 */
static inline int in_child(int (*act)(void *), void *argument)
{
	int status = 0;
	pid_t child;

	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		exit(act(argument));
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#endif
