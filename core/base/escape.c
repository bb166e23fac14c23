/* SPDX-License-Identifier: MIT */
#include "base/escape.h"

#include "base/utf8.h"

#include <string.h>

static bool in_range(uint32_t c, uint32_t first, uint32_t last)
{
	return c >= first && c <= last;
}

/* Characters that move the cursor, reorder a line, or cannot be seen. */
static bool acts_on_terminal(uint32_t c)
{
	return c < 0x20 || in_range(c, 0x7f, 0x9f) || c == 0xad || c == 0x61c ||
		in_range(c, 0x180b, 0x180e) || in_range(c, 0x200b, 0x200f) || in_range(c, 0x2028, 0x202e) ||
		in_range(c, 0x2060, 0x206f) || c == 0xfeff || in_range(c, 0xfff9, 0xfffb) ||
		in_range(c, 0xe0000, 0xe007f);
}

/*
 * True if the text begins like the command, whatever is in between that is not ASCII: agents compare by the rules of a
 * culture, in which many characters count nothing.
 */
static bool reads_as(struct str text, const char *command)
{
	for (size_t i = 0; i < text.length && *command != '\0'; i++) {
		if ((unsigned char)text.text[i] >= 0x80)
			continue;
		if (ascii_lower(text.text[i]) != *command++)
			return false;
	}
	return *command == '\0';
}

/* These command some build agents from anywhere in a line. */
static bool starts_log_command(struct str text)
{
	return reads_as(text, "##[") || reads_as(text, "##vso[") || reads_as(text, "##teamcity[");
}

/* Nearly everything is printable ASCII that means nothing to the sink: bytes to copy as they are. */
static size_t plain_run(struct str text, char special, char other)
{
	size_t i = 0;

	while (i < text.length && text.text[i] >= ' ' && text.text[i] <= '~' && text.text[i] != special &&
		text.text[i] != other)
		i++;
	return i;
}

void escape_terminal(struct buf *buf, struct str text)
{
	size_t size;
	bool in_command = false; /* the next '#' is the second one of a log command */

	for (size_t i = 0; i < text.length; i += size) {
		struct str rest = { text.text + i, text.length - i };
		uint32_t c = utf8_decode(rest.text, rest.length, &size);
		size_t plain = plain_run(rest, '#', '#');

		if (plain > 0) {
			buf_put(buf, rest.text, plain);
			size = plain;
		} else if (c == UTF8_INVALID) {
			buf_printf(buf, "\\x%02x", (unsigned char)rest.text[0]);
		} else if (acts_on_terminal(c) || (c == '#' && in_command)) {
			buf_printf(buf, "\\u{%x}", (unsigned)c);
			in_command = in_command && c != '#';
		} else {
			in_command = in_command || (c == '#' && starts_log_command(rest));
			buf_put(buf, rest.text, size);
		}
	}
}

void escape_path(struct buf *buf, struct str path)
{
	size_t start = 0;

	/* What is not ASCII may be white space, or count nothing. */
	while (start < path.length &&
		(ascii_is_space(path.text[start]) || (unsigned char)path.text[start] >= 0x80))
		start++;
	if (reads_as((struct str){ path.text + start, path.length - start }, "::"))
		buf_puts(buf, "./");
	escape_terminal(buf, path);
}

/* As escape_terminal(), but for the characters in `special`, which become "%XX". */
static void escape_percent(struct buf *buf, struct str text, const char *special)
{
	size_t start = 0;

	for (size_t i = 0; i < text.length; i++) {
		if (text.text[i] == '\0' || strchr(special, text.text[i]) == NULL)
			continue;
		escape_terminal(buf, (struct str){ text.text + start, i - start });
		buf_printf(buf, "%%%02X", (unsigned)text.text[i]);
		start = i + 1;
	}
	escape_terminal(buf, (struct str){ text.text + start, text.length - start });
}

void escape_workflow_property(struct buf *buf, struct str text)
{
	escape_percent(buf, text, "%\r\n:,");
}

void escape_workflow_data(struct buf *buf, struct str text)
{
	escape_percent(buf, text, "%");
}

/* Char of XML 1.0 section 2.2. */
static bool is_xml_char(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || in_range(c, 0x20, 0xd7ff) ||
		in_range(c, 0xe000, 0xfffd) || in_range(c, 0x10000, 0x10ffff);
}

static const char *xml_entity(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	case '\r':
		return "&#13;";
	default:
		return NULL;
	}
}

void escape_xml(struct buf *buf, struct str text)
{
	size_t size;

	for (size_t i = 0; i < text.length; i += size) {
		struct str rest = { text.text + i, text.length - i };
		uint32_t c = utf8_decode(rest.text, rest.length, &size);
		const char *entity = xml_entity(c);

		if (entity != NULL)
			buf_puts(buf, entity);
		else if (c == UTF8_INVALID || !is_xml_char(c))
			utf8_append(buf, 0xfffd);
		else if (acts_on_terminal(c) || (c == '#' && starts_log_command(rest)))
			buf_printf(buf, "&#%u;", (unsigned)c);
		else
			buf_put(buf, rest.text, size);
	}
}

void escape_dot(struct buf *buf, struct str text)
{
	size_t size;

	for (size_t i = 0; i < text.length; i += size) {
		struct str rest = { text.text + i, text.length - i };
		uint32_t c = utf8_decode(rest.text, rest.length, &size);

		if (c == '"')
			buf_puts(buf, "\\\"");
		else if (c == '\\')
			buf_puts(buf, "\\\\");
		else if (c == '&')
			buf_puts(buf, "&amp;");
		else if (c == '<')
			buf_puts(buf, "&lt;");
		else if (c == '>')
			buf_puts(buf, "&gt;");
		else if (c == '#' && starts_log_command(rest))
			buf_puts(buf, "&#35;");
		else if (c == UTF8_INVALID || !is_xml_char(c) || acts_on_terminal(c))
			utf8_append(buf, 0xfffd);
		else
			buf_put(buf, rest.text, size);
	}
}

/* Within a word '-', '.', '+', ',' and '/' mean nothing to Markdown; "www." would begin a link. */
static bool is_plain_in_mermaid(struct str text, size_t at)
{
	char c = text.text[at];
	char before = ' ';
	char after = ' ';

	if (at > 0)
		before = text.text[at - 1];
	if (at + 1 < text.length)
		after = text.text[at + 1];

	if (c == ' ')
		return before != ' ' && after != ' ' && at > 0;
	if (c == '-' || c == '.' || c == '+' || c == ',' || c == '/')
		return ascii_is_alnum(after) && ascii_lower(before) != 'w';
	return ascii_is_alnum(c);
}

/* Mermaid turns "#NN;" into these before it reads, and back at the end: in a text they would become references. */
static bool is_mermaid_placeholder(uint32_t c)
{
	return c == 0xfb02 || c == 0xb0 || c == 0xb6 || c == 0xdf;
}

void escape_mermaid(struct buf *buf, struct str text)
{
	size_t size;

	for (size_t i = 0; i < text.length; i += size) {
		uint32_t c = utf8_decode(text.text + i, text.length - i, &size);

		if (c == UTF8_INVALID || !is_xml_char(c) || acts_on_terminal(c))
			utf8_append(buf, 0xfffd);
		else if (c == '"')
			buf_puts(buf, "#quot;");
		else if (c < 0x80 ? !is_plain_in_mermaid(text, i) : is_mermaid_placeholder(c))
			buf_printf(buf, "#%u;", (unsigned)c);
		else
			buf_put(buf, text.text + i, size);
	}
}

/* The longest run of backticks: a code span needs one more around it. */
static size_t longest_backticks(struct str text)
{
	size_t longest = 0;
	size_t run = 0;

	for (size_t i = 0; i < text.length; i++) {
		run = text.text[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Blanks inside keep the quotes apart from backticks of the text; what reads it takes them away again. */
static void append_code_span(struct buf *buf, struct str text, bool in_table)
{
	struct buf plain = { 0 };
	size_t fence;

	escape_terminal(&plain, text);
	fence = longest_backticks(buf_str(&plain)) + 1;
	for (size_t i = 0; i < fence; i++)
		buf_putc(buf, '`');
	buf_putc(buf, ' ');
	for (size_t i = 0; i < plain.length; i++) {
		if (in_table && plain.text[i] == '|')
			buf_putc(buf, '\\');
		buf_putc(buf, plain.text[i]);
	}
	buf_putc(buf, ' ');
	for (size_t i = 0; i < fence; i++)
		buf_putc(buf, '`');
	if (buf_failed(&plain))
		buf->failed = true;
	buf_release(&plain);
}

/* A table cell ends at a bar even inside a code span. */
void escape_markdown(struct buf *buf, struct str text)
{
	append_code_span(buf, text, true);
}

void escape_code_span(struct buf *buf, struct str text)
{
	append_code_span(buf, text, false);
}

void escape_csv(struct buf *buf, struct str text)
{
	struct buf safe = { 0 };

	escape_terminal(&safe, text);
	buf_puts(buf, safe.length > 0 && strchr("=+-@", safe.text[0]) != NULL ? "\"'" : "\"");
	for (size_t i = 0; i < safe.length; i++) {
		if (safe.text[i] == '"')
			buf_putc(buf, '"');
		buf_putc(buf, safe.text[i]);
	}
	buf_putc(buf, '"');
	buf->failed |= safe.failed;
	buf_release(&safe);
}

/* Characters that roff acts on, or would set as typographic ones. */
static const char *roff_name(uint32_t c)
{
	switch (c) {
	case '\\':
		return "\\(rs";
	case '-':
		return "\\-";
	case '\'':
		return "\\(aq";
	case '"':
		return "\\(dq";
	case '`':
		return "\\(ga";
	case '^':
		return "\\(ha";
	case '~':
		return "\\(ti";
	default:
		return NULL;
	}
}

void escape_roff(struct buf *buf, struct str text)
{
	size_t size;

	for (size_t i = 0; i < text.length; i += size) {
		uint32_t c = utf8_decode(text.text + i, text.length - i, &size);
		const char *name = roff_name(c);

		if (c == '.' && (buf->length == 0 || buf->text[buf->length - 1] == '\n'))
			buf_puts(buf, "\\&");
		if (name != NULL)
			buf_puts(buf, name);
		else if (c == UTF8_INVALID)
			buf_printf(buf, "\\(rsx%02x", (unsigned char)text.text[i]);
		else if (acts_on_terminal(c))
			buf_printf(buf, "\\(rsu{%x}", (unsigned)c);
		else if (c >= 0x80)
			buf_printf(buf, "\\[u%04X]", (unsigned)c);
		else
			buf_putc(buf, (char)c);
	}
}

void escape_shell(struct buf *buf, struct str text)
{
	struct buf plain = { 0 };

	escape_terminal(&plain, text);
	for (size_t i = 0; i < plain.length; i++) {
		char c = plain.text[i];

		if (c == '\'' || c == '\\')
			buf_printf(buf, "'\\%c'", c);
		else
			buf_putc(buf, c);
	}
	if (buf_failed(&plain))
		buf->failed = true;
	buf_release(&plain);
}

static void append_json_escape(struct buf *buf, uint32_t c)
{
	if (c > 0xffff)
		buf_printf(buf, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (c >> 10)),
			(unsigned)(0xdc00 + (c & 0x3ff)));
	else
		buf_printf(buf, "\\u%04x", (unsigned)c);
}

void escape_printed_json(struct buf *buf, struct str json)
{
	size_t size;

	for (size_t i = 0; i < json.length; i += size) {
		struct str rest = { json.text + i, json.length - i };
		uint32_t c = utf8_decode(rest.text, rest.length, &size);
		size_t plain = plain_run(rest, '<', '#');

		if (plain > 0) {
			buf_put(buf, rest.text, plain);
			size = plain;
		} else if (c == UTF8_INVALID) {
			utf8_append(buf, 0xfffd);
		} else if (c == '<' || (c == '#' && starts_log_command(rest)) ||
			(c >= 0x7f && acts_on_terminal(c))) {
			append_json_escape(buf, c);
		} else {
			buf_put(buf, rest.text, size);
		}
	}
}

static void append_sarif(struct buf *buf, struct str text, bool in_link)
{
	struct buf plain = { 0 };

	escape_terminal(&plain, text);
	for (size_t i = 0; i < plain.length; i++) {
		char c = plain.text[i];

		if (c == '{' || c == '}')
			buf_putc(buf, c);
		else if (in_link && (c == '[' || c == ']' || c == '\\'))
			buf_putc(buf, '\\');
		buf_putc(buf, c);
		if (c == ']' && i + 1 < plain.length && plain.text[i + 1] == '(')
			buf_putc(buf, ' ');
	}
	if (buf_failed(&plain))
		buf->failed = true;
	buf_release(&plain);
}

void escape_sarif(struct buf *buf, struct str text)
{
	append_sarif(buf, text, false);
}

void escape_sarif_link(struct buf *buf, struct str text)
{
	append_sarif(buf, text, true);
}

void escape_uri_path(struct buf *buf, struct str path)
{
	if (str_starts(path, "/"))
		buf_puts(buf, "file://");
	for (size_t i = 0; i < path.length; i++) {
		char c = path.text[i];

		if (ascii_is_alnum(c) || (c != '\0' && strchr("-._~/", c) != NULL))
			buf_putc(buf, c);
		else
			buf_printf(buf, "%%%02X", (unsigned)(unsigned char)c);
	}
}
