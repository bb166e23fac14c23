/* SPDX-License-Identifier: MIT */
/*
 * buf.h - a growing text buffer.
 *
 * Appending never fails visibly: after an allocation failure the buffer stays as it is, `failed` is set
 * and later appends do nothing. Whoever uses the text asks buf_failed() once, at the end.
 */
#ifndef LYNC_TOPO_BASE_BUF_H
#define LYNC_TOPO_BASE_BUF_H

#include "base/str.h"
#include "base/util.h"

#include <stdarg.h>

struct buf {
	char *text; /* terminated whenever length > 0 */
	size_t length;
	size_t room;
	bool failed;
};

/* A buffer starts as all zero. Release is legal more than once; clear keeps the memory for reuse. */
void buf_release(struct buf *buf);
void buf_clear(struct buf *buf);

void buf_put(struct buf *buf, const char *text, size_t length);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_put_number(struct buf *buf, uint64_t number); /* in decimal digits */
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_vprintf(struct buf *buf, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

/* The text so far, terminated; "" when empty. Valid until the next append. */
const char *buf_text(const struct buf *buf);
struct str buf_str(const struct buf *buf);
bool buf_failed(const struct buf *buf);

#endif
