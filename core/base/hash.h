/* SPDX-License-Identifier: MIT */
/*
 * hash.h - two hashes for two purposes.
 *
 * hash_seeded() is fast and keyed by a value drawn at the start of the process, so that nobody can prepare
 * a file whose names all collide. It decides where something sits in a table and never what is printed.
 *
 * fingerprint_*() is 64-bit FNV-1a (draft-eastlake-fnv): the same on every machine and in every release,
 * because baselines and code-scanning services store it.
 */
#ifndef LYNC_TOPO_BASE_HASH_H
#define LYNC_TOPO_BASE_HASH_H

#include "base/str.h"

#include <stdint.h>

uint32_t hash_seeded(const char *text, size_t length);

#define FINGERPRINT_START UINT64_C(0xcbf29ce484222325)

/* Adds a string and a separator, so that ("ab", "c") and ("a", "bc") differ. */
uint64_t fingerprint_add(uint64_t fingerprint, const char *text);
uint64_t fingerprint_add_str(uint64_t fingerprint, struct str text);

/* Adds a number, written as 16 hexadecimal digits. */
uint64_t fingerprint_add_number(uint64_t fingerprint, uint64_t number);

#endif
