/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

void buf_release(struct buf *buf)
{
	mem_free(buf->text);
	*buf = (struct buf){ 0 };
}

void buf_clear(struct buf *buf)
{
	buf->length = 0;
	buf->failed = false;
	if (buf->text != NULL)
		buf->text[0] = '\0';
}

/* Makes room for `more` bytes and the terminator. */
static bool reserve(struct buf *buf, size_t more)
{
	size_t need = buf->length + more + 1;
	size_t room = buf->room ? buf->room : 64;
	char *text;

	buf->failed |= need <= buf->length;
	if (buf->failed)
		return false;
	if (need <= buf->room)
		return true;
	while (room < need)
		room = room > SIZE_MAX / 2 ? need : room * 2;
	text = mem_realloc(buf->text, room);
	if (text == NULL) {
		buf->failed = true;
		return false;
	}
	buf->text = text;
	buf->room = room;
	return true;
}

void buf_put(struct buf *buf, const char *text, size_t length)
{
	if (length == 0 || !reserve(buf, length))
		return;
	memcpy(buf->text + buf->length, text, length);
	buf->length += length;
	buf->text[buf->length] = '\0';
}

void buf_puts(struct buf *buf, const char *text)
{
	buf_put(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c)
{
	buf_put(buf, &c, 1);
}

void buf_put_number(struct buf *buf, uint64_t number)
{
	char digits[20];
	size_t first = sizeof(digits);

	do
		digits[--first] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	buf_put(buf, digits + first, sizeof(digits) - first);
}

void buf_vprintf(struct buf *buf, const char *format, va_list arguments)
{
	size_t room = buf->failed ? 0 : buf->room - buf->length;
	va_list again;
	int length;

	/* Mostly there is room enough, and once will do. */
	va_copy(again, arguments);
	length = vsnprintf(room > 0 ? buf->text + buf->length : NULL, room, format, again);
	va_end(again);
	if (length > 0 && (size_t)length < room) {
		buf->length += (size_t)length;
		return;
	}
	if (room > 0)
		buf->text[buf->length] = '\0';
	if (length > 0 && reserve(buf, (size_t)length)) {
		(void)vsnprintf(buf->text + buf->length, (size_t)length + 1, format, arguments);
		buf->length += (size_t)length;
	}
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	buf_vprintf(buf, format, arguments);
	va_end(arguments);
}

const char *buf_text(const struct buf *buf)
{
	return buf->length > 0 ? buf->text : "";
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){ buf_text(buf), buf->length };
}

bool buf_failed(const struct buf *buf)
{
	return buf->failed;
}
