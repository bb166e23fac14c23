/* SPDX-License-Identifier: MIT */
/*
 * utf8.h - strict UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
 */
#ifndef LYNC_TOPO_BASE_UTF8_H
#define LYNC_TOPO_BASE_UTF8_H

#include "base/buf.h"

#include <stdint.h>

#define UTF8_INVALID UINT32_MAX

/*
 * Decodes the character at text[0], length > 0. Puts the bytes it takes into *size; for a bad sequence
 * returns UTF8_INVALID and a size of 1.
 */
uint32_t utf8_decode(const char *text, size_t length, size_t *size);

/* Offset of the first byte that is not valid UTF-8, or `length`. */
size_t utf8_check(const char *text, size_t length);

/* Characters in valid or invalid text (a bad byte counts one). */
size_t utf8_count(const char *text, size_t length);

void utf8_append(struct buf *buf, uint32_t character);

/* The longest prefix of text of at most `characters` characters, in bytes. */
size_t utf8_prefix(const char *text, size_t length, size_t characters);

#endif
