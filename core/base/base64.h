/* SPDX-License-Identifier: MIT */
/*
 * base64.h - bytes as text (RFC 4648, section 4), with padding and without line ends.
 */
#ifndef LYNC_TOPO_BASE_BASE64_H
#define LYNC_TOPO_BASE_BASE64_H

#include "base/str.h"

/* Characters for so many bytes, with the terminator. */
#define BASE64_ROOM(size) (((size) + 2) / 3 * 4 + 1)

/* Into ret[BASE64_ROOM(bytes.length)]. */
void base64_write(struct str bytes, char *ret);

/*
 * Into ret, which has room for three bytes for every four characters. *ret_size is how many. False when the text is not
 * what base64_write() makes of some bytes.
 */
bool base64_read(struct str text, char *ret, size_t *ret_size);

#endif
