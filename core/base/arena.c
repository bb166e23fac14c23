/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

enum {
	BLOCK_SIZE = 32768,
	ALIGNMENT = 8,
};

struct arena_block {
	struct arena_block *next;
	size_t used;
	size_t size;
	_Alignas(16) unsigned char data[];
};

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->block;

	while (block != NULL) {
		struct arena_block *next = block->next;

		mem_free(block);
		block = next;
	}
	arena->block = NULL;
}

void arena_clear(struct arena *arena)
{
	struct arena_block *keep = arena->block;

	if (keep == NULL)
		return;
	arena->block = keep->next;
	arena_release(arena);
	keep->next = NULL;
	keep->used = 0;
	arena->block = keep;
}

/* A block that has room for `size` bytes becomes the newest one. */
static struct arena_block *add_block(struct arena *arena, size_t size)
{
	size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	struct arena_block *block;

	if (room > SIZE_MAX - sizeof(*block))
		return NULL;
	block = mem_alloc(sizeof(*block) + room);
	if (block == NULL)
		return NULL;
	block->next = arena->block;
	block->used = 0;
	block->size = room;
	arena->block = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->block;
	void *memory;

	if (size > SIZE_MAX - ALIGNMENT)
		return NULL;
	size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (block == NULL || block->size - block->used < size)
		block = add_block(arena, size);
	if (block == NULL)
		return NULL;
	memory = block->data + block->used;
	block->used += size;
	return memory;
}

const char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (copy == NULL)
		return "";
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

const char *arena_join(struct arena *arena, const struct str *piece, size_t n)
{
	size_t length = 0;
	char *text;
	char *end;

	for (size_t i = 0; i < n; i++)
		length += piece[i].length;
	text = arena_alloc(arena, length + 1);
	if (text == NULL)
		return "";
	end = text;
	for (size_t i = 0; i < n; i++) {
		memcpy(end, piece[i].text, piece[i].length);
		end += piece[i].length;
	}
	*end = '\0';
	return text;
}

const char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
	struct arena_block *block = arena->block;
	size_t room = block != NULL ? block->size - block->used : 0;
	va_list again;
	char *text;
	int length;

	/* Written where arena_alloc() will put it, if the newest block has room for it. */
	va_copy(again, arguments);
	length = vsnprintf(room > 0 ? (char *)block->data + block->used : NULL, room, format, again);
	va_end(again);
	if (length < 0)
		return "";
	text = arena_alloc(arena, (size_t)length + 1);
	if (text == NULL)
		return "";
	if ((size_t)length >= room)
		(void)vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

const char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = arena_vprintf(arena, format, arguments);
	va_end(arguments);
	return text;
}
