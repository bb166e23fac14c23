/* SPDX-License-Identifier: MIT */
#include "load/encoding.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

static bool starts_with(const struct file_bytes *bytes, const char *mark, size_t length)
{
	return bytes->size >= length && memcmp(bytes->data, mark, length) == 0;
}

static unsigned unit_at(const char *data, size_t i, bool big_endian)
{
	unsigned first = (unsigned char)data[i];
	unsigned second = (unsigned char)data[i + 1];

	return big_endian ? first << 8 | second : second << 8 | first;
}

/* The character at data[*i], moving on; UTF8_INVALID for a surrogate without its partner. */
static uint32_t next_utf16(const char *data, size_t size, size_t *i, bool big_endian)
{
	unsigned unit = unit_at(data, *i, big_endian);
	unsigned low;

	*i += 2;
	if (unit < 0xd800 || unit > 0xdfff)
		return unit;
	if (unit > 0xdbff || *i + 2 > size)
		return UTF8_INVALID;
	low = unit_at(data, *i, big_endian);
	if (low < 0xdc00 || low > 0xdfff)
		return UTF8_INVALID;
	*i += 2;
	return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

static bool fail(struct text_fault *fault, enum structure_rule rule, size_t offset, const char *message)
{
	*fault = (struct text_fault){ rule, message, offset };
	return false;
}

static bool transcode(const struct file_bytes *bytes, struct buf *utf8, struct text_fault *fault)
{
	bool big_endian = (unsigned char)bytes->data[0] == 0xfe;

	if (bytes->size % 2 != 0)
		return fail(
			fault, DOC_BAD_ENCODING, 0, "the file is UTF-16 with half a character at its end");
	for (size_t i = 2; i < bytes->size;) {
		uint32_t c = next_utf16(bytes->data, bytes->size, &i, big_endian);

		if (c == UTF8_INVALID)
			return fail(fault, DOC_BAD_ENCODING, utf8->length,
				"the file is UTF-16 with a surrogate that has no partner here");
		utf8_append(utf8, c);
	}
	return true;
}

/* The value of a pseudo-attribute of the XML declaration; empty if it has none. */
static struct str declared(struct str declaration, const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 5; i + length < declaration.length; i++) {
		const char *value = declaration.text + i + length;
		const char *end = declaration.text + declaration.length;
		const char *close;

		if (memcmp(declaration.text + i, name, length) != 0 ||
			!ascii_is_space(declaration.text[i - 1]))
			continue;
		while (value < end && (ascii_is_space(*value) || *value == '='))
			value++;
		if (value == end || (*value != '"' && *value != '\''))
			break;
		close = memchr(value + 1, *value, (size_t)(end - value) - 1);
		if (close != NULL)
			return (struct str){ value + 1, (size_t)(close - value) - 1 };
	}
	return str_of("");
}

static bool is_known_encoding(struct str name, bool was_utf16)
{
	static const char *const known[] = { "utf-8", "utf8", "us-ascii", "ascii" };

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (ascii_compare_nocase(name, str_of(known[i])) == 0)
			return true;
	return was_utf16;
}

/* Holds the XML declaration, if there is one, against what the bytes are. */
static bool check_declaration(struct text *text, bool had_mark, struct text_fault *fault)
{
	struct str declaration = { text->text, text->size };
	struct str version;
	struct str encoding;
	const char *end;

	if (!str_starts(declaration, "<?xml") || declaration.length < 6 ||
		!ascii_is_space(declaration.text[5]))
		return true;
	end = memmem(text->text, text->size, "?>", 2);
	if (end == NULL)
		return true; /* libxml2 will say so */
	declaration.length = (size_t)(end - text->text);
	text->declaration_end = declaration.length + 2;
	version = declared(declaration, "version");
	encoding = declared(declaration, "encoding");
	if (version.length > 0 && !str_is(version, "1.0"))
		return fail(fault, DOC_NOT_WELL_FORMED, (size_t)(version.text - text->text),
			"the XML version is not 1.0, the only one that is read");
	if (encoding.length > 0 && !is_known_encoding(encoding, had_mark))
		return fail(fault, DOC_BAD_ENCODING, (size_t)(encoding.text - text->text),
			"the declared encoding is not UTF-8, and the file has no byte order mark of UTF-16");
	return true;
}

/* Files that are not text at all are named for what they are. */
static bool check_magic(const struct file_bytes *bytes, struct text_fault *fault)
{
	if (bytes->size == 0)
		return fail(fault, DOC_NOT_WELL_FORMED, 0, "the file is empty");
	if (starts_with(bytes, "\x1f\x8b", 2))
		return fail(fault, DOC_NOT_WELL_FORMED, 0, "the file is compressed with gzip, not XML");
	if (starts_with(bytes, "PK\x03\x04", 4))
		return fail(fault, DOC_NOT_WELL_FORMED, 0, "the file is a ZIP archive, not XML");
	if (starts_with(bytes, "\xff\xfe\0\0", 4) || starts_with(bytes, "\0\0\xfe\xff", 4))
		return fail(fault, DOC_BAD_ENCODING, 0, "the file is UTF-32");
	if (starts_with(bytes, "<\0", 2) || starts_with(bytes, "\0<", 2))
		return fail(fault, DOC_BAD_ENCODING, 0, "the file is UTF-16 without a byte order mark");
	return true;
}

static bool check_characters(const struct text *text, struct text_fault *fault)
{
	const char *nul = memchr(text->text, '\0', text->size);
	size_t bad = utf8_check(text->text, text->size);

	if (nul != NULL && (size_t)(nul - text->text) < bad)
		return fail(
			fault, DOC_NOT_WELL_FORMED, (size_t)(nul - text->text), "the file holds a NUL byte");
	if (bad < text->size)
		return fail(fault, DOC_BAD_ENCODING, bad, "the file is not valid UTF-8 here");
	return true;
}

static bool is_utf16(const struct file_bytes *bytes)
{
	return starts_with(bytes, "\xff\xfe", 2) || starts_with(bytes, "\xfe\xff", 2);
}

/* Fills ret->memory and ret->text. False with a fault, or with a failed buffer. */
static bool to_utf8(struct file_bytes *bytes, struct text *ret, struct text_fault *fault)
{
	struct buf utf8 = { 0 };
	bool good;

	if (!is_utf16(bytes)) {
		size_t mark = starts_with(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;

		ret->memory = bytes->data;
		ret->text = bytes->data + mark;
		ret->size = bytes->size - mark;
		ret->stored = mark > 0 ? STORED_WITH_MARK : STORED_PLAIN;
		return true;
	}
	buf_puts(&utf8, "");
	good = transcode(bytes, &utf8, fault);
	mem_free(bytes->data);
	ret->memory = utf8.text;
	ret->is_utf16 = true;
	ret->text = buf_text(&utf8);
	ret->size = utf8.length;
	return good && !buf_failed(&utf8);
}

enum text_status text_decode(struct file_bytes *bytes, struct text *ret, struct text_fault *fault)
{
	bool had_mark = is_utf16(bytes);
	bool good;

	*ret = (struct text){ .memory = bytes->data, .text = bytes->data };
	*fault = (struct text_fault){ .message = NULL };
	good = check_magic(bytes, fault) && to_utf8(bytes, ret, fault);
	bytes->data = NULL;
	if (good)
		good = check_characters(ret, fault) && check_declaration(ret, had_mark, fault);
	if (good)
		return TEXT_OK;
	return fault->message != NULL ? TEXT_FAULT : TEXT_NO_MEMORY;
}
