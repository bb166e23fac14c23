/* SPDX-License-Identifier: MIT */
/*
 * sha256.h - SHA-256 (FIPS 180-4) in Base64 (RFC 4648), as a content security policy names a style or script.
 *
 * For naming only: nothing secret is hashed.
 */
#ifndef LYNC_TOPO_BASE_SHA256_H
#define LYNC_TOPO_BASE_SHA256_H

#include "base/str.h"

enum {
	SHA256_BASE64_ROOM = 45, /* with the terminator */
};

void sha256_base64(struct str text, char ret[SHA256_BASE64_ROOM]);

#endif
