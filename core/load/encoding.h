/* SPDX-License-Identifier: MIT */
/*
 * encoding.h - bytes of a file to UTF-8 text.
 *
 * UTF-8 (with or without byte order mark) and UTF-16 with one are read; everything else is refused, also what
 * an XML declaration merely claims. A byte order mark wins over the declaration, because tools that rewrite
 * files as UTF-16 leave the old declaration in.
 */
#ifndef LYNC_TOPO_LOAD_ENCODING_H
#define LYNC_TOPO_LOAD_ENCODING_H

#include "base/file.h"
#include "base/str.h"
#include "diag/source.h"
#include "diag/structure.h"

#include <stdint.h>

struct text {
	char *memory; /* to be freed with mem_free(); the text may start behind a byte order mark */
	const char *text;
	size_t size;
	enum source_stored stored;
	size_t declaration_end; /* one past "?>" of the XML declaration, 0 without one */
	bool is_utf16;          /* the file is: its bytes are not those of the text */
};

/* What is wrong with a text, before libxml2 sees it. */
struct text_fault {
	enum structure_rule rule;
	const char *message; /* static */
	size_t offset;
};

enum text_status {
	TEXT_OK,
	TEXT_FAULT, /* *fault says what; *ret is filled as far as positions need it */
	TEXT_NO_MEMORY,
};

/* Takes over the bytes' memory. */
enum text_status text_decode(struct file_bytes *bytes, struct text *ret, struct text_fault *fault);

#endif
