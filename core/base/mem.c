/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static struct {
	int64_t left;  /* allocations until one fails, negative: none does */
	bool for_ever; /* and all after it */
	bool ran_out;
} state = { .left = -1 };

/* Counts one allocation; true when the test wants this one to fail. */
static bool must_fail(void)
{
	if (state.left < 0)
		return false;
	if (state.left > 0) {
		state.left--;
		return false;
	}
	if (!state.for_ever)
		state.left = -1;
	return true;
}

static void *checked(void *memory)
{
	if (memory == NULL)
		state.ran_out = true;
	return memory;
}

void *mem_alloc(size_t size)
{
	return checked(must_fail() ? NULL : malloc(size ? size : 1));
}

void *mem_zalloc(size_t size)
{
	return checked(must_fail() ? NULL : calloc(1, size ? size : 1));
}

void *mem_realloc(void *old, size_t size)
{
	return checked(must_fail() ? NULL : realloc(old, size ? size : 1));
}

char *mem_strdup(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = mem_alloc(size);

	if (copy != NULL)
		memcpy(copy, text, size);
	return copy;
}

void mem_free(void *memory)
{
	free(memory);
}

bool mem_enlarge(void *array, uint32_t *room, uint32_t need, size_t size)
{
	uint32_t wanted = *room ? *room : 16;
	void *old;
	void *grown;

	while (wanted < need && wanted <= UINT32_MAX / 2)
		wanted *= 2;
	if (wanted < need)
		wanted = need;
	/* The caller's pointer has a type of its own: it is moved as bytes. */
	memcpy(&old, array, sizeof(old));
	grown = mem_realloc(old, (size_t)wanted * size);
	if (grown == NULL)
		return false;
	memcpy(array, &grown, sizeof(grown));
	*room = wanted;
	return true;
}

bool mem_ran_out(void)
{
	return state.ran_out;
}

void mem_fail_after(int64_t count, bool for_ever)
{
	state.left = count;
	state.for_ever = for_ever;
	state.ran_out = false;
}
