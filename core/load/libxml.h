/* SPDX-License-Identifier: MIT */
/*
 * libxml.h - libxml2 as a guest of this process: set up once, left at once when memory runs out, cleaned up at the end.
 *
 * libxml2 2.9 does not survive a failed allocation everywhere: its parser writes into an array that it has just moved
 * (xmlParseStartTag2), its XPath goes on with what it did not get. So what asks it for more than a node is an attempt.
 */
#ifndef LYNC_TOPO_LOAD_LIBXML_H
#define LYNC_TOPO_LOAD_LIBXML_H

#include <stdbool.h>

/*
 * Call before any other function of libxml2: its memory comes through base/mem.h, and it loads nothing. Does
 * everything once.
 */
void xml_prepare(void);

/*
 * Does `work` with libxml2. When an allocation of libxml2 fails, it is left there and then, by a jump: false.
 * Everything that it had under way is lost to it and to us: nothing of it may be touched or freed, and its memory goes
 * with the process. An allocation of our own in a function that libxml2 calls fails as anywhere else. Such a function
 * may make attempts of its own.
 *
 * Refuses, false, once memory has run out: what libxml2 keeps for the process may then be half of it.
 */
bool xml_attempt(void (*work)(void *context), void *context);

/* Version of the library at run time, "2.9.14". */
const char *xml_library_version(void);

/* Frees what libxml2 keeps for the process. */
void xml_clean_up(void);

#endif
